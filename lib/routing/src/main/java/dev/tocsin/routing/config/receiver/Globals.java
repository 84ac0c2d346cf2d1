package dev.tocsin.routing.config.receiver;

import dev.tocsin.routing.config.HttpSettings;
import java.time.Duration;
import java.util.Set;

/**
 * What holds for all receivers that do not say otherwise: {@code global}.
 *
 * @param given the keys that are there and not empty
 */
public record Globals(Duration resolveTimeout, HttpSettings http, Set<String> given) {
  public static final Globals DEFAULT =
      new Globals(Duration.ofMinutes(5), HttpSettings.DEFAULT, Set.of());

  public Globals {
    given = Set.copyOf(given);
  }

  /** Whether one of these keys is there. */
  boolean hasAny(String... keys) {
    for (String key : keys) {
      if (given.contains(key)) {
        return true;
      }
    }
    return false;
  }
}
