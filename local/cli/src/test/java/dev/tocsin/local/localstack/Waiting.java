package dev.tocsin.local.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;

/** Waits for what other processes do. */
final class Waiting {
  /** Twice the time between ticks, and as much again as functions may take to start. */
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  private Waiting() {}

  /** Waits until the condition holds; fails when it does not in time. */
  static void await(String what, Callable<Boolean> condition) throws Exception {
    Instant deadline = Instant.now().plus(PATIENCE);
    while (!condition.call()) {
      assertThat(Instant.now()).as(what).isBefore(deadline);
      Thread.sleep(250);
    }
  }
}
