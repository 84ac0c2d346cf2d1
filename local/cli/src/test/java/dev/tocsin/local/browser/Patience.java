package dev.tocsin.local.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Waits for what other processes do. */
final class Patience {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private Patience() {}

  static <T> T until(String what, Callable<Optional<T>> look) throws Exception {
    Instant end = Instant.now().plus(LIMIT);
    Optional<T> seen = look.call();
    while (seen.isEmpty()) {
      assertThat(Instant.now()).as(what).isBefore(end);
      Thread.sleep(50);
      seen = look.call();
    }
    return seen.get();
  }

  static void untilTrue(String what, Callable<Boolean> condition) throws Exception {
    var unused = until(what, () -> condition.call() ? Optional.of(true) : Optional.empty());
  }
}
