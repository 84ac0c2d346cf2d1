package dev.tocsin.notifier.flush;

import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.notifier.mute.FindMuting;
import dev.tocsin.notifier.routing.Routing;
import dev.tocsin.routing.alert.Alert;
import dev.tocsin.routing.flush.Member;
import dev.tocsin.routing.flush.Muted;
import dev.tocsin.routing.state.Acknowledgements;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Finds what a flush needs to know of alerts: what mutes them, and which are acknowledged. */
@Singleton
class FindMembers {
  private final FindMuting findMuting;
  private final Acknowledgements acknowledgements;

  FindMembers(FindMuting findMuting, Acknowledgements acknowledgements) {
    this.findMuting = findMuting;
    this.acknowledgements = acknowledgements;
  }

  /** Makes members of these alerts. */
  Function<Alert, Member> run(Collection<Alert> alerts, Routing routing, Instant now) {
    Map<Fingerprint, Muted> muted = findMuting.run(alerts, routing, now);
    Set<Fingerprint> acknowledged =
        acknowledgements.holding(alerts.stream().map(Alert::fingerprint).toList(), now).keySet();
    return alert ->
        new Member(
            alert,
            muted.getOrDefault(alert.fingerprint(), Muted.BY_NOTHING),
            acknowledged.contains(alert.fingerprint()));
  }
}
