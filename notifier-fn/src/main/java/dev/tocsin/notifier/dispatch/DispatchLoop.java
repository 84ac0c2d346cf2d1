package dev.tocsin.notifier.dispatch;

import dev.tocsin.core.delivery.Deliveries;
import dev.tocsin.core.delivery.Lease;
import dev.tocsin.core.failure.FailureLog;
import dev.tocsin.core.identity.IdSource;
import dev.tocsin.notifier.config.NotifierConfiguration;
import dev.tocsin.notifier.deliver.DeliverDue;
import dev.tocsin.notifier.deliver.DeliverLeased;
import dev.tocsin.notifier.flush.FlushDue;
import dev.tocsin.notifier.overdue.MarkOverdue;
import dev.tocsin.notifier.wake.Alarm;
import dev.tocsin.routing.group.Groups;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Flushes groups and sends deliveries for as long as a process lives, each at its time, without a
 * queue. Several processes may do so on one database: what one has claimed, the others leave.
 */
@Singleton
public class DispatchLoop implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DispatchLoop.class);

  /** What another process has made due is found after this time at the latest. */
  private static final Duration LOOKS_AGAIN = Duration.ofSeconds(1);

  /** How often deliveries are looked for that failed, or that another process has left. */
  private static final Duration BETWEEN_DELIVERIES = Duration.ofMillis(200);

  private final MarkOverdue overdue;
  private final FlushDue flush;
  private final DeliverLeased deliverLeased;
  private final DeliverDue deliverDue;
  private final Groups groups;
  private final Deliveries deliveries;
  private final Alarm alarm;
  private final NotifierConfiguration configuration;
  private final IdSource ids;
  private final InstantSource clock;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Alarm nextDeliveries = new Alarm();
  private volatile boolean stopped;

  DispatchLoop(
      MarkOverdue overdue,
      FlushDue flush,
      DeliverLeased deliverLeased,
      DeliverDue deliverDue,
      Groups groups,
      Deliveries deliveries,
      Alarm alarm,
      NotifierConfiguration configuration,
      IdSource ids,
      InstantSource clock) {
    this.overdue = overdue;
    this.flush = flush;
    this.deliverLeased = deliverLeased;
    this.deliverDue = deliverDue;
    this.groups = groups;
    this.deliveries = deliveries;
    this.alarm = alarm;
    this.configuration = configuration;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Makes due what a process before this one had under way when it was killed; for one that has the
   * database for itself, before it starts.
   */
  public void takeOver() {
    int left = deliveries.endLeases();
    if (left > 0) {
      LOG.info("{} deliveries that were under way when the last process ended are due again", left);
    }
  }

  public void start() {
    Thread.ofPlatform().name("flush").start(() -> repeat("Flushing groups", this::flushUntilNext));
    Thread.ofPlatform().name("deliver").start(() -> repeat("Delivering", this::deliverUntilNext));
  }

  private void repeat(String what, Runnable work) {
    FailureLog failures = new FailureLog(LOG, what, clock);
    while (!stopped) {
      try {
        work.run();
        failures.worked();
      } catch (RuntimeException e) {
        failures.failed(e);
        nextDeliveries.await(BETWEEN_DELIVERIES);
      }
    }
  }

  private void flushUntilNext() {
    Instant now = clock.instant();
    Optional<Instant> nextOverdue = overdue.run(now.plus(LOOKS_AGAIN));
    Lease lease = new Lease(ids.next(), now.plus(configuration.lease()));
    FlushDue.Flushed flushed = flush.run(Optional.of(lease));
    if (!flushed.deliveries().isEmpty()) {
      threads.execute(() -> deliver(flushed, lease));
    }
    if (!flushed.mayBeMore()) {
      Instant again = clock.instant().plus(LOOKS_AGAIN);
      Instant next =
          Stream.concat(nextOverdue.stream(), groups.nextDue(again).stream())
              .min(Comparator.naturalOrder())
              .orElse(again);
      alarm.await(Duration.between(clock.instant(), next));
    }
  }

  private void deliver(FlushDue.Flushed flushed, Lease lease) {
    try {
      deliverLeased.run(flushed.deliveries(), lease);
      // What waited behind them may be due.
      nextDeliveries.ring();
    } catch (RuntimeException e) {
      // They are due again when the lease ends.
      LOG.warn("{} deliveries could not be sent or recorded", flushed.deliveries().size(), e);
    }
  }

  private void deliverUntilNext() {
    if (!deliveries.due(clock.instant()).isEmpty()) {
      deliverDue.run();
    }
    nextDeliveries.await(BETWEEN_DELIVERIES);
  }

  /** Ends the loop; what is being sent is waited for. */
  @Override
  public void close() {
    stopped = true;
    alarm.ring();
    nextDeliveries.ring();
    threads.close();
  }
}
