package dev.tocsin.notifier.dispatch;

import dev.tocsin.notifier.deliver.DeliverDue;
import dev.tocsin.notifier.flush.FlushDue;
import dev.tocsin.notifier.overdue.MarkOverdue;
import dev.tocsin.notifier.wake.WakeDelivery;
import dev.tocsin.platform.queue.QueuePublisher;
import dev.tocsin.routing.group.Groups;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Marks what is overdue, flushes the groups that are due, then sends what is due, and has itself
 * woken for the rest.
 */
@Singleton
public class DispatchDue {
  private final MarkOverdue overdue;
  private final FlushDue flush;
  private final DeliverDue deliver;
  private final Groups groups;
  private final WakeDelivery wake;
  private final InstantSource clock;

  DispatchDue(
      MarkOverdue overdue,
      FlushDue flush,
      DeliverDue deliver,
      Groups groups,
      WakeDelivery wake,
      InstantSource clock) {
    this.overdue = overdue;
    this.flush = flush;
    this.deliver = deliver;
    this.groups = groups;
    this.wake = wake;
    this.clock = clock;
  }

  public void run() {
    Instant horizon = clock.instant().plus(QueuePublisher.AHEAD);
    overdue.run(horizon).ifPresent(wake::at);
    boolean mayBeMore = true;
    while (mayBeMore) {
      mayBeMore = flush.run(Optional.empty()).mayBeMore();
    }
    deliver.run();
    groups.nextDue(horizon).ifPresent(wake::at);
  }
}
