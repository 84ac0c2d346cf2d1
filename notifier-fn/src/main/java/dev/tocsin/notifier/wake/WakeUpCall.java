package dev.tocsin.notifier.wake;

import dev.tocsin.core.outbox.QueueName;
import dev.tocsin.core.outbox.WakeUps;
import io.micronaut.retry.annotation.CircuitBreaker;
import jakarta.inject.Singleton;
import java.time.Duration;

/** The call to the queue of wake-ups, which is left alone for a while when it fails. */
@Singleton
class WakeUpCall {
  private final WakeUps wakeUps;

  WakeUpCall(WakeUps wakeUps) {
    this.wakeUps = wakeUps;
  }

  @CircuitBreaker(
      attempts = "1",
      delay = "50ms",
      reset = "${tocsin.notifier.wake-up-reset:5s}",
      throwWrappedException = true)
  void send(Duration delay) {
    wakeUps.send(QueueName.NOTIFY, delay);
  }
}
