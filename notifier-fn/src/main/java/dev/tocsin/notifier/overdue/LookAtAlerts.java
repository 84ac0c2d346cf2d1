package dev.tocsin.notifier.overdue;

import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.notifier.mute.FindMuting;
import dev.tocsin.notifier.routing.Routing;
import dev.tocsin.routing.alert.Alert;
import dev.tocsin.routing.flush.Muted;
import dev.tocsin.routing.response.Awaited;
import dev.tocsin.routing.response.ResponsePolicy;
import dev.tocsin.routing.response.ResponseTimer;
import dev.tocsin.routing.response.ResponseTimers;
import dev.tocsin.routing.state.Acknowledgement;
import dev.tocsin.routing.state.Acknowledgements;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Decides what becomes of the reactions that are awaited to alerts that are held. */
@Singleton
class LookAtAlerts {
  private final ResponseTimers timers;
  private final Acknowledgements acknowledgements;
  private final FindMuting findMuting;

  LookAtAlerts(ResponseTimers timers, Acknowledgements acknowledgements, FindMuting findMuting) {
    this.timers = timers;
    this.acknowledgements = acknowledgements;
    this.findMuting = findMuting;
  }

  /**
   * What was decided.
   *
   * @param kept timers as they are now
   * @param over alerts to which no reaction is awaited any more
   * @param overdue alerts that are overdue from now on
   */
  record Looked(List<ResponseTimer> kept, List<Fingerprint> over, List<Alert> overdue) {}

  /** What another transaction has looked at meanwhile is left out. */
  Looked run(
      Collection<Fingerprint> due, Map<Fingerprint, Alert> alerts, Routing routing, Instant now) {
    Map<Fingerprint, Acknowledgement> acknowledged = acknowledgements.holding(due, now);
    Map<Fingerprint, Muted> muted = findMuting.run(alerts.values(), routing, now);
    Looked looked = new Looked(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (ResponseTimer timer : timers.find(due).values()) {
      if (timer.lookAt().filter(at -> !at.isAfter(now)).isPresent()) {
        Optional<Alert> alert = Optional.ofNullable(alerts.get(timer.alert()));
        Optional<ResponseTimer> after =
            alert
                .map(known ->
                    new Awaited(
                        known,
                        routing.overdueAt(known.labels(), timer.since()),
                        Optional.ofNullable(acknowledged.get(timer.alert())),
                        muted.getOrDefault(timer.alert(), Muted.BY_NOTHING)))
                .flatMap(awaited ->
                    ResponsePolicy.after(timer, ResponsePolicy.decide(awaited, now), now));
        add(looked, timer, alert, after);
      }
    }
    return looked;
  }

  private static void add(
      Looked looked, ResponseTimer before, Optional<Alert> alert, Optional<ResponseTimer> after) {
    after.ifPresentOrElse(looked.kept()::add, () -> looked.over().add(before.alert()));
    boolean isNew =
        before.overdueAt().isEmpty() && after.flatMap(ResponseTimer::overdueAt).isPresent();
    alert.filter(known -> isNew).ifPresent(looked.overdue()::add);
  }
}
