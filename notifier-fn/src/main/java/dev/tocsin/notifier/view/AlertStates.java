package dev.tocsin.notifier.view;

import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.outbox.Transactions;
import dev.tocsin.notifier.mute.FindMuting;
import dev.tocsin.notifier.routing.ActiveRouting;
import dev.tocsin.notifier.routing.Routing;
import dev.tocsin.routing.alert.Alert;
import dev.tocsin.routing.alert.RoutedAlerts;
import dev.tocsin.routing.flush.IntervalState;
import dev.tocsin.routing.flush.Muted;
import dev.tocsin.routing.group.GroupRef;
import dev.tocsin.routing.route.Route;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The alerts that have not ended, with their routes and what mutes them, as one transaction. */
@Singleton
public class AlertStates {
  private final Transactions transactions;
  private final RoutedAlerts alerts;
  private final ActiveRouting active;
  private final FindMuting findMuting;
  private final InstantSource clock;

  AlertStates(
      Transactions transactions,
      RoutedAlerts alerts,
      ActiveRouting active,
      FindMuting findMuting,
      InstantSource clock) {
    this.transactions = transactions;
    this.alerts = alerts;
    this.active = active;
    this.findMuting = findMuting;
    this.clock = clock;
  }

  /** The alerts in the order of their fingerprints. */
  public List<AlertState> alerts() {
    return transactions.inOne(() -> states(active.now(), clock.instant()));
  }

  /** The groups that have such alerts, in no order; an alert may be in several. */
  public List<GroupState> groups() {
    return transactions.inOne(() -> {
      Instant now = clock.instant();
      Routing routing = active.now();
      Map<GroupRef, Group> groups = new LinkedHashMap<>();
      for (AlertState state : states(routing, now)) {
        for (Route route : state.routes()) {
          groups
              .computeIfAbsent(
                  GroupRef.of(route, state.alert().labels()),
                  ref -> new Group(route, ref, new ArrayList<>()))
              .alerts()
              .add(state);
        }
      }
      return groups.values().stream().map(group -> group.state(routing, now)).toList();
    });
  }

  private List<AlertState> states(Routing routing, Instant now) {
    List<Alert> firing = alerts.active(now);
    Map<Fingerprint, Muted> muted = findMuting.run(firing, routing, now);
    return firing.stream()
        .map(alert ->
            new AlertState(
                alert,
                routing.routesOf(alert.labels()),
                muted.getOrDefault(alert.fingerprint(), Muted.BY_NOTHING)))
        .toList();
  }

  /** A group while its alerts are gathered. */
  private record Group(Route route, GroupRef ref, List<AlertState> alerts) {
    GroupState state(Routing routing, Instant now) {
      IntervalState intervals = routing.intervals(route, now);
      return new GroupState(
          route,
          ref.labels(),
          alerts,
          Stream.concat(intervals.inactive().stream(), intervals.mute().stream()).toList());
    }
  }
}
