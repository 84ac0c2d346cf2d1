package dev.tocsin.platform.queue;

import dev.tocsin.core.outbox.Lane;
import dev.tocsin.core.outbox.Publisher;
import dev.tocsin.core.outbox.QueueName;
import dev.tocsin.core.outbox.WakeUps;
import io.micronaut.retry.annotation.CircuitBreaker;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;

/**
 * The queues, no longer asked for a while when they do not answer. Tries nothing twice: {@link
 * SqsCalls} does.
 */
@Singleton
class GuardedQueues {
  private static final String RESET = "${tocsin.queue.reset:5s}";

  private final Publisher publisher;
  private final WakeUps wakeUps;

  GuardedQueues(Publisher publisher, WakeUps wakeUps) {
    this.publisher = publisher;
    this.wakeUps = wakeUps;
  }

  @CircuitBreaker(attempts = "0", reset = RESET, throwWrappedException = true)
  void publish(Collection<Lane> lanes) {
    publisher.publish(lanes);
  }

  @CircuitBreaker(attempts = "0", reset = RESET, throwWrappedException = true)
  void publishDue(Set<QueueName> to) {
    publisher.publishDue(to);
  }

  @CircuitBreaker(attempts = "0", reset = RESET, throwWrappedException = true)
  void wakeUp(QueueName consumer, Duration delay) {
    wakeUps.send(consumer, delay);
  }
}
