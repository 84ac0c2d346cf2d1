package dev.tocsin.notifier.view;

import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.outbox.Transactions;
import dev.tocsin.notifier.mute.FindMuting;
import dev.tocsin.notifier.routing.ActiveRouting;
import dev.tocsin.notifier.routing.Routing;
import dev.tocsin.routing.alert.Alert;
import dev.tocsin.routing.alert.RoutedAlerts;
import dev.tocsin.routing.flush.Muted;
import dev.tocsin.routing.response.ResponseTimer;
import dev.tocsin.routing.response.ResponseTimers;
import dev.tocsin.routing.state.Acknowledgement;
import dev.tocsin.routing.state.Acknowledgements;
import dev.tocsin.routing.state.AlertState;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lists alerts as they stand, those that ended lately included. */
@Singleton
public class ListAlerts {
  /** How many alerts are read for a page at most, however few of them are shown. */
  private static final int MOST_READ = 5_000;

  /** How many are read at a time. */
  private static final int AT_A_TIME = 500;

  private final Transactions transactions;
  private final RoutedAlerts alerts;
  private final Acknowledgements acknowledgements;
  private final ResponseTimers responses;
  private final FindMuting findMuting;
  private final ActiveRouting active;
  private final InstantSource clock;

  ListAlerts(
      Transactions transactions,
      RoutedAlerts alerts,
      Acknowledgements acknowledgements,
      ResponseTimers responses,
      FindMuting findMuting,
      ActiveRouting active,
      InstantSource clock) {
    this.transactions = transactions;
    this.alerts = alerts;
    this.acknowledgements = acknowledgements;
    this.responses = responses;
    this.findMuting = findMuting;
    this.active = active;
    this.clock = clock;
  }

  /**
   * Some alerts.
   *
   * @param next the place behind them; empty where there are no more
   */
  public record Page(List<AlertView> alerts, Optional<Fingerprint> next) {
    public Page {
      alerts = List.copyOf(alerts);
    }
  }

  /**
   * A page in the order of fingerprints. It may have fewer alerts than asked for, or none, and a
   * next one all the same.
   *
   * @param after the end of the page before
   */
  public Page run(AlertFilter filter, Optional<Fingerprint> after, int limit) {
    return transactions.inOne(() -> read(filter, after, limit));
  }

  private Page read(AlertFilter filter, Optional<Fingerprint> after, int limit) {
    Instant now = clock.instant();
    Routing routing = active.now();
    List<AlertView> found = new ArrayList<>();
    Optional<Fingerprint> place = after;
    for (int read = 0; read < MOST_READ; read += AT_A_TIME) {
      List<Alert> some = alerts.after(place, AT_A_TIME);
      for (AlertView view : views(matching(some, filter), routing, now)) {
        if (filter.includes(view)) {
          found.add(view);
          if (found.size() == limit) {
            return new Page(found, Optional.of(view.alert().fingerprint()));
          }
        }
      }
      if (some.size() < AT_A_TIME) {
        return new Page(found, Optional.empty());
      }
      place = Optional.of(some.getLast().fingerprint());
    }
    return new Page(found, place);
  }

  private static List<Alert> matching(List<Alert> alerts, AlertFilter filter) {
    return alerts.stream().filter(alert -> filter.labels().match(alert.labels())).toList();
  }

  private List<AlertView> views(List<Alert> alerts, Routing routing, Instant now) {
    List<Fingerprint> fingerprints = alerts.stream().map(Alert::fingerprint).toList();
    Map<Fingerprint, Muted> muted = findMuting.run(alerts, routing, now);
    Map<Fingerprint, Acknowledgement> acknowledged = acknowledgements.holding(fingerprints, now);
    Map<Fingerprint, ResponseTimer> timers = responses.find(fingerprints);
    return alerts.stream()
        .map(alert ->
            view(
                alert,
                muted.getOrDefault(alert.fingerprint(), Muted.BY_NOTHING),
                Optional.ofNullable(acknowledged.get(alert.fingerprint())),
                Optional.ofNullable(timers.get(alert.fingerprint())),
                routing,
                now))
        .toList();
  }

  private static AlertView view(
      Alert alert,
      Muted muted,
      Optional<Acknowledgement> acknowledgement,
      Optional<ResponseTimer> timer,
      Routing routing,
      Instant now) {
    return new AlertView(
        alert,
        AlertState.of(alert, acknowledgement, muted, now),
        muted,
        acknowledgement,
        routing.additions().teams().of(alert.labels()),
        timer.flatMap(ResponseTimer::overdueAt).filter(at -> !alert.isResolvedAt(now)),
        routing.routesOf(alert.labels()));
  }
}
