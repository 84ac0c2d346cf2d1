package dev.tocsin.notifier.flush;

import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.notifier.mute.FindMuting;
import dev.tocsin.notifier.routing.Routing;
import dev.tocsin.routing.alert.Alert;
import dev.tocsin.routing.flush.Member;
import dev.tocsin.routing.flush.Muted;
import dev.tocsin.routing.response.ResponseTimer;
import dev.tocsin.routing.response.ResponseTimers;
import dev.tocsin.routing.state.Acknowledgements;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Finds what a flush needs to know of alerts: what mutes them, and which are acknowledged or
 * overdue.
 */
@Singleton
class FindMembers {
  private final FindMuting findMuting;
  private final Acknowledgements acknowledgements;
  private final ResponseTimers responses;

  FindMembers(FindMuting findMuting, Acknowledgements acknowledgements, ResponseTimers responses) {
    this.findMuting = findMuting;
    this.acknowledgements = acknowledgements;
    this.responses = responses;
  }

  /** Makes members of these alerts. */
  Function<Alert, Member> run(Collection<Alert> alerts, Routing routing, Instant now) {
    Map<Fingerprint, Muted> muted = findMuting.run(alerts, routing, now);
    List<Fingerprint> fingerprints = alerts.stream().map(Alert::fingerprint).toList();
    Set<Fingerprint> acknowledged = acknowledgements.holding(fingerprints, now).keySet();
    Map<Fingerprint, ResponseTimer> timers =
        routing.additions().notifiesOverdue() ? responses.find(fingerprints) : Map.of();
    return alert ->
        new Member(
            alert,
            muted.getOrDefault(alert.fingerprint(), Muted.BY_NOTHING),
            acknowledged.contains(alert.fingerprint()),
            Optional.ofNullable(timers.get(alert.fingerprint())).flatMap(ResponseTimer::overdueAt));
  }
}
