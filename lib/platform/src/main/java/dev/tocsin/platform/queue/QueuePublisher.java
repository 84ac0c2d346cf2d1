package dev.tocsin.platform.queue;

import dev.tocsin.core.failure.FailureLog;
import dev.tocsin.core.outbox.Lane;
import dev.tocsin.core.outbox.QueueName;
import dev.tocsin.core.outbox.Transactions;
import dev.tocsin.core.outbox.UnsentLanes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what transactions have committed: events to the queues, wake-ups to consumers. What cannot
 * be sent fails nothing: events stay in the outbox and due work in its rows, and the next tick
 * sends for both.
 */
@Singleton
public class QueuePublisher {
  /** The longest delay that a wake-up can have: a little longer than the time between two ticks. */
  public static final Duration AHEAD = Duration.ofSeconds(70);

  private static final Logger LOG = LoggerFactory.getLogger(QueuePublisher.class);

  private final GuardedQueues queues;
  private final UnsentLanes unsent;
  private final Transactions transactions;
  private final InstantSource clock;
  private final FailureLog events;
  private final FailureLog wakeUps;

  /** The consumers that the next {@link #publish} wakes. */
  private final Set<QueueName> awaited = ConcurrentHashMap.newKeySet();

  QueuePublisher(
      GuardedQueues queues, UnsentLanes unsent, Transactions transactions, InstantSource clock) {
    this.queues = queues;
    this.unsent = unsent;
    this.transactions = transactions;
    this.clock = clock;
    this.events = new FailureLog(LOG, "Sending events from the outbox", clock);
    this.wakeUps = new FailureLog(LOG, "Sending wake-ups", clock);
  }

  /**
   * Sends what this process has committed since the last call: once for all transactions of a use
   * case, after them.
   */
  public void publish() {
    Set<Lane> lanes = unsent.take();
    if (!lanes.isEmpty()) {
      attempt(events, () -> queues.publish(lanes));
    }
    for (QueueName consumer : QueueName.values()) {
      if (awaited.remove(consumer)) {
        wakeUp(consumer);
      }
    }
  }

  /** Has the next {@link #publish} wake a consumer, if the transaction under way commits. */
  public void wakeUpOnceCommitted(QueueName consumer) {
    transactions.afterCommit(() -> awaited.add(consumer));
  }

  /** Sends to some queues what others left, and again what no consumer has taken. */
  public void publishDue(Set<QueueName> to) {
    attempt(events, () -> queues.publishDue(to));
  }

  public void wakeUp(QueueName consumer) {
    attempt(wakeUps, () -> queues.wakeUp(consumer, Duration.ZERO));
  }

  /** Wakes at each of these times, but for those further away than {@link #AHEAD}. */
  public void wakeUp(QueueName consumer, Collection<Instant> due) {
    Instant now = clock.instant();
    due.stream()
        .map(time -> wholeSeconds(Duration.between(now, time)))
        .filter(delay -> delay.compareTo(AHEAD) <= 0)
        .distinct()
        .forEach(delay -> attempt(wakeUps, () -> queues.wakeUp(consumer, delay)));
  }

  /** Rounded up, as queues count seconds: woken too early a consumer would find nothing to do. */
  private static Duration wholeSeconds(Duration ahead) {
    return ahead.isNegative()
        ? Duration.ZERO
        : Duration.ofSeconds(ahead.plusMillis(999).toSeconds());
  }

  private static void attempt(FailureLog failures, Runnable send) {
    try {
      send.run();
      failures.worked();
    } catch (RuntimeException e) {
      failures.failed(e);
    }
  }
}
