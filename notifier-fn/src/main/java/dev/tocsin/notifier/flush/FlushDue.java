package dev.tocsin.notifier.flush;

import dev.tocsin.core.delivery.Deliveries;
import dev.tocsin.core.delivery.Delivery;
import dev.tocsin.core.delivery.Lease;
import dev.tocsin.core.fault.FaultPoint;
import dev.tocsin.core.fault.FaultPoints;
import dev.tocsin.core.outbox.Transactions;
import dev.tocsin.notifier.routing.ActiveRouting;
import dev.tocsin.notifier.routing.Routing;
import dev.tocsin.routing.group.Group;
import dev.tocsin.routing.group.Groups;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Flushes groups that are due. Any number may run at once: each group is flushed by one. */
@Singleton
public class FlushDue {
  /** How many groups are flushed in one transaction. */
  private static final int MOST_AT_ONCE = 500;

  private final Transactions transactions;
  private final Groups groups;
  private final ActiveRouting active;
  private final Deliveries deliveries;
  private final DecideFlushes decide;
  private final RelayEvents relay;
  private final SaveFlushes save;
  private final FaultPoints faults;
  private final InstantSource clock;

  FlushDue(
      Transactions transactions,
      Groups groups,
      ActiveRouting active,
      Deliveries deliveries,
      DecideFlushes decide,
      RelayEvents relay,
      SaveFlushes save,
      FaultPoints faults,
      InstantSource clock) {
    this.transactions = transactions;
    this.groups = groups;
    this.active = active;
    this.deliveries = deliveries;
    this.decide = decide;
    this.relay = relay;
    this.save = save;
    this.faults = faults;
    this.clock = clock;
  }

  /**
   * What one transaction did.
   *
   * @param groups how many were flushed
   * @param deliveries those whose turn it is, under the caller's lease
   */
  public record Flushed(int groups, List<Delivery> deliveries) {
    public Flushed {
      deliveries = List.copyOf(deliveries);
    }

    /** Whether more may be due. */
    public boolean mayBeMore() {
      return groups == MOST_AT_ONCE;
    }
  }

  /**
   * Flushes some of the groups that are due, in one transaction.
   *
   * @param lease under which the deliveries are made; without one, they are made to be claimed
   */
  public Flushed run(Optional<Lease> lease) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    Flushed flushed = transactions.inOne(() -> flush(lease, now));
    faults.reach(FaultPoint.AFTER_COMMIT);
    return flushed;
  }

  private Flushed flush(Optional<Lease> lease, Instant now) {
    List<Group> due = groups.claimDue(MOST_AT_ONCE, now);
    if (due.isEmpty()) {
      return new Flushed(0, List.of());
    }
    faults.reach(FaultPoint.AFTER_LOAD);
    Routing routing = active.now();
    WaitingEvents events = WaitingEvents.hold(deliveries, due);
    WaitingDeliveries waiting = WaitingDeliveries.hold(deliveries, due, routing);
    List<DecidedFlush> decided = decide.run(due, events, routing, now);
    List<Delivery> made = new ArrayList<>(relay.run(decided, events, lease, now));
    made.addAll(save.run(decided, waiting, lease, now));
    faults.reach(FaultPoint.BEFORE_COMMIT);
    return new Flushed(due.size(), made);
  }
}
