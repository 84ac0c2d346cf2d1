package dev.tocsin.enricher.save;

import dev.tocsin.core.outbox.Lane;
import dev.tocsin.core.outbox.Publisher;
import dev.tocsin.core.outbox.QueueName;
import dev.tocsin.core.outbox.WakeUps;
import io.micronaut.retry.annotation.CircuitBreaker;
import io.micronaut.retry.annotation.Retryable;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collection;

/** The queues, no longer asked for a while when they do not answer. */
@Singleton
public class Queues {
  private final Publisher publisher;
  private final WakeUps wakeUps;

  Queues(Publisher publisher, WakeUps wakeUps) {
    this.publisher = publisher;
    this.wakeUps = wakeUps;
  }

  @CircuitBreaker(attempts = "1", delay = "100ms", reset = "5s", throwWrappedException = true)
  public void publish(Collection<Lane> lanes) {
    publisher.publish(lanes);
  }

  @CircuitBreaker(attempts = "0", reset = "5s", throwWrappedException = true)
  public void publishDue() {
    publisher.publishDue();
  }

  @Retryable(attempts = "1", delay = "100ms")
  public void wakeUp(Duration delay) {
    wakeUps.send(QueueName.ENRICH, delay);
  }
}
