package dev.tocsin.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

// A resource works while it is open, without being named.
@SuppressWarnings("try")
class ScheduleTest {
  @Test
  void aTaskThatFails_isRunAgain() throws Exception {
    CountDownLatch runs = new CountDownLatch(3);
    try (Schedule schedule =
        Schedule.start(
            "tick",
            Duration.ofMillis(5),
            () -> {
              runs.countDown();
              throw new IllegalStateException("database is away");
            })) {
      assertThat(runs.await(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void aTaskThatIsSlowerThanTheInterval_neverRunsTwiceAtOnce() throws Exception {
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch runs = new CountDownLatch(5);
    try (Schedule schedule =
        Schedule.start(
            "tick",
            Duration.ofNanos(1),
            () -> {
              most.accumulateAndGet(running.incrementAndGet(), Math::max);
              runs.countDown();
              running.decrementAndGet();
            })) {
      assertThat(runs.await(20, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(most).hasValue(1);
  }

  @Test
  void close_waitsForTheRunInProgressAndAllowsNoFurther() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    AtomicInteger finished = new AtomicInteger();
    Schedule schedule =
        Schedule.start(
            "tick",
            Duration.ofSeconds(30),
            () -> {
              entered.countDown();
              Thread.onSpinWait();
              finished.incrementAndGet();
            });
    assertThat(entered.await(20, TimeUnit.SECONDS)).isTrue();
    schedule.close();

    assertThat(finished).hasValue(1);
  }
}
