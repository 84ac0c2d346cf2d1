package dev.tocsin.platform.secret;

import io.micronaut.core.value.PropertyResolver;
import io.micronaut.crac.OrderedResource;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.crac.Context;
import org.crac.Resource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What must not be written down: given by a setting, or by the ARN of a secret under the setting's
 * name with {@code -secret} appended. Secrets are asked for when they are first used and again
 * after five minutes, so that a rotated one is taken; a snapshot holds none of them.
 */
@Singleton
public final class Secrets implements OrderedResource {
  private static final Logger LOG = LoggerFactory.getLogger(Secrets.class);
  private static final Duration KEPT_FOR = Duration.ofMinutes(5);
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(30);

  private final PropertyResolver settings;
  private final SecretCalls calls;
  private final InstantSource clock;
  private final Map<String, Kept> kept = new ConcurrentHashMap<>();

  Secrets(PropertyResolver settings, SecretCalls calls, InstantSource clock) {
    this.settings = settings;
    this.calls = calls;
    this.clock = clock;
  }

  /** A secret's text and how long it need not be asked for. */
  private record Kept(String value, Instant until) {
    @Override
    public String toString() {
      return "Kept[<secret>]";
    }
  }

  /** A secret by the name of its setting; empty when neither it nor a reference is given. */
  public Optional<Secret> find(String setting) {
    return settings
        .getProperty(setting, String.class)
        .map(Secret::given)
        .or(() ->
            settings
                .getProperty(setting + "-secret", String.class)
                .map(arn -> Secret.reference(() -> value(arn))));
  }

  private String value(String arn) {
    Instant now = clock.instant();
    Kept known = kept.get(arn);
    if (known == null || !now.isBefore(known.until())) {
      known = ask(arn, known, now);
      kept.put(arn, known);
    }
    return known.value();
  }

  private Kept ask(String arn, @Nullable Kept known, Instant now) {
    try {
      return new Kept(calls.value(arn), now.plus(KEPT_FOR));
    } catch (RuntimeException unreadable) {
      if (known == null) {
        throw unreadable;
      }
      LOG.warn(
          "secret {} cannot be read anew, the old one is used: {}", arn, unreadable.toString());
      return new Kept(known.value(), now.plus(PAUSE_AFTER_FAILURE));
    }
  }

  @Override
  public void beforeCheckpoint(Context<? extends Resource> context) {
    kept.clear();
  }

  @Override
  public void afterRestore(Context<? extends Resource> context) {}
}
