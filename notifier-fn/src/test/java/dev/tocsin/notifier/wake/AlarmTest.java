package dev.tocsin.notifier.wake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AlarmTest {
  private static final Duration LONG = Duration.ofHours(1);

  private final Alarm alarm = new Alarm();

  @Test
  void await_rungBefore_returnsAtOnce() {
    alarm.ring();

    assertThat(CompletableFuture.runAsync(() -> alarm.await(LONG)))
        .succeedsWithin(5, TimeUnit.SECONDS);
  }

  @Test
  void await_rungMeanwhile_returns() {
    CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> alarm.await(LONG));
    assertThat(waiting).isNotDone();
    alarm.ring();

    assertThat(waiting).succeedsWithin(5, TimeUnit.SECONDS);
  }

  @Test
  void await_severalRings_endOneWait() {
    alarm.ring();
    alarm.ring();
    alarm.await(LONG);
    CompletableFuture<Void> second = CompletableFuture.runAsync(() -> alarm.await(LONG));

    assertThat(second).isNotDone();
    alarm.ring();
    assertThat(second).succeedsWithin(5, TimeUnit.SECONDS);
  }

  @Test
  void await_noTime_returnsAtOnce() {
    assertThat(CompletableFuture.runAsync(() -> alarm.await(Duration.ofSeconds(-1))))
        .succeedsWithin(5, TimeUnit.SECONDS);
  }

  @Test
  void await_interrupted_fails() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> alarm.await(LONG)).isInstanceOf(IllegalStateException.class);
    assertThat(Thread.interrupted()).isTrue();
  }
}
