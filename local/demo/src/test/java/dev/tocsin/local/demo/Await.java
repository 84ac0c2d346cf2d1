package dev.tocsin.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for what another thread or a server will bring about; ten seconds at most. */
final class Await {

  private static final Duration LIMIT = Duration.ofSeconds(10);

  private Await() {}

  static void until(BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("ten seconds passed").isLessThan(deadline);
      Thread.sleep(10);
    }
  }
}
