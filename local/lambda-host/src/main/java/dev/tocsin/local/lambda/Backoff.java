package dev.tocsin.local.lambda;

import java.time.Duration;

/**
 * The pauses between failures in a row: each twice the one before, up to a limit. Not thread-safe.
 */
final class Backoff {
  private static final Duration FIRST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofSeconds(2);

  private Duration next = FIRST;

  /** The pause after one more failure. */
  Duration next() {
    Duration pause = next;
    Duration twice = pause.multipliedBy(2);
    next = twice.compareTo(LONGEST) > 0 ? LONGEST : twice;
    return pause;
  }

  void reset() {
    next = FIRST;
  }
}
