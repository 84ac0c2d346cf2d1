package dev.tocsin.local.drill;

import dev.tocsin.local.trial.Expected;
import dev.tocsin.local.trial.Records;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;

/** Samples of some instances that come at a steady rate and cross the threshold now and then. */
final class SteadySamples {
  private static final int INSTANCES = 20;
  private static final long STEP = Duration.ofMillis(10).toNanos();
  private static final long SEED = 20_270_401;

  private final Records records;
  private final Expected expected;
  private final double[] values = new double[INSTANCES];
  private final SplittableRandom random = new SplittableRandom(SEED);
  private final Thread thread = new Thread(this::send, "steady-samples");
  private volatile boolean stopping;
  private volatile int sent;

  private SteadySamples(Records records, Expected expected) {
    this.records = records;
    this.expected = expected;
  }

  static SteadySamples start(Records records, Expected expected) {
    SteadySamples samples = new SteadySamples(records, expected);
    samples.thread.start();
    return samples;
  }

  private void send() {
    long begun = System.nanoTime();
    for (int i = 0; !stopping; i++) {
      int number = i % INSTANCES;
      if (random.nextInt(8) == 0) {
        values[number] = random.nextInt(100);
      }
      String instance = "drill-" + number;
      Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
      records.offer(instance, values[number], now);
      expected.sample(instance, values[number], now.toEpochMilli());
      sent = i + 1;
      LockSupport.parkNanos(begun + STEP * (i + 1) - System.nanoTime());
    }
  }

  /** Returns how many were sent, once Kafka has them all. */
  int stop() {
    stopping = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the drill was interrupted", e);
    }
    records.flush();
    return sent;
  }
}
