package dev.tocsin.notifier.overdue;

import dev.tocsin.core.fault.FaultPoint;
import dev.tocsin.core.fault.FaultPoints;
import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.outbox.Transactions;
import dev.tocsin.notifier.routing.ActiveRouting;
import dev.tocsin.notifier.routing.Routing;
import dev.tocsin.routing.alert.Alert;
import dev.tocsin.routing.alert.RoutedAlerts;
import dev.tocsin.routing.event.AlertEvent;
import dev.tocsin.routing.event.AlertEvents;
import dev.tocsin.routing.group.GroupRef;
import dev.tocsin.routing.group.Groups;
import dev.tocsin.routing.response.ResponseTimers;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks at alerts whose time is up. Those to which nobody has reacted are marked as overdue, and
 * their groups are flushed at once. Any number may run at once: each alert is marked by one.
 */
@Singleton
public class MarkOverdue {
  /** How many alerts are looked at in one transaction. */
  private static final int MOST_AT_ONCE = 500;

  private final Transactions transactions;
  private final ResponseTimers timers;
  private final RoutedAlerts alerts;
  private final LookAtAlerts look;
  private final AlertEvents events;
  private final Groups groups;
  private final ActiveRouting active;
  private final FaultPoints faults;
  private final InstantSource clock;

  MarkOverdue(
      Transactions transactions,
      ResponseTimers timers,
      RoutedAlerts alerts,
      LookAtAlerts look,
      AlertEvents events,
      Groups groups,
      ActiveRouting active,
      FaultPoints faults,
      InstantSource clock) {
    this.transactions = transactions;
    this.timers = timers;
    this.alerts = alerts;
    this.look = look;
    this.events = events;
    this.groups = groups;
    this.active = active;
    this.faults = faults;
    this.clock = clock;
  }

  /**
   * Looks at all whose time is up.
   *
   * @return when the next one is to be looked at, if at {@code within} or before
   */
  public Optional<Instant> run(Instant within) {
    Optional<Instant> next = timers.nextDue(within);
    while (next.filter(due -> !due.isAfter(clock.instant())).isPresent()) {
      transactions.run(this::mark);
      next = timers.nextDue(within);
    }
    return next;
  }

  /** Alerts are locked before their timers are read, as by all who change either. */
  private void mark() {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    Collection<Fingerprint> due = timers.due(MOST_AT_ONCE, now);
    Map<Fingerprint, Alert> locked = alerts.lock(due);
    faults.reach(FaultPoint.AFTER_LOAD);
    Routing routing = active.now();
    LookAtAlerts.Looked looked = look.run(due, locked, routing, now);
    timers.save(looked.kept());
    timers.remove(looked.over());
    events.append(
        looked.overdue().stream()
            .map(alert -> AlertEvent.of(alert, AlertEvent.Kind.OVERDUE, now))
            .toList());
    if (routing.additions().notifiesOverdue()) {
      flushGroups(looked.overdue(), now);
    }
    faults.reach(FaultPoint.BEFORE_COMMIT);
  }

  private void flushGroups(List<Alert> overdue, Instant now) {
    groups.flushNow(
        groups.of(overdue.stream().map(Alert::fingerprint).toList()).values().stream()
            .flatMap(Collection::stream)
            .map(GroupRef::id)
            .distinct()
            .toList(),
        now);
  }
}
