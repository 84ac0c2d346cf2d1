package dev.tocsin.notifier.flush;

import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.notifier.mute.FindMuting;
import dev.tocsin.notifier.routing.Routing;
import dev.tocsin.routing.alert.Alert;
import dev.tocsin.routing.alert.RoutedAlerts;
import dev.tocsin.routing.flush.Member;
import dev.tocsin.routing.flush.Muted;
import dev.tocsin.routing.response.ResponseTimer;
import dev.tocsin.routing.response.ResponseTimers;
import dev.tocsin.routing.state.Acknowledgements;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds what a flush needs to know of alerts: what mutes them, and which are acknowledged or
 * overdue.
 */
@Singleton
class FindMembers {
  private final RoutedAlerts alerts;
  private final FindMuting findMuting;
  private final Acknowledgements acknowledgements;
  private final ResponseTimers responses;

  FindMembers(
      RoutedAlerts alerts,
      FindMuting findMuting,
      Acknowledgements acknowledgements,
      ResponseTimers responses) {
    this.alerts = alerts;
    this.findMuting = findMuting;
    this.acknowledgements = acknowledgements;
    this.responses = responses;
  }

  /**
   * Makes members of alerts.
   *
   * @param inGroups the alerts of groups
   * @param ofEvents further ones, which may have left their groups or be among these
   * @return all but those that are forgotten
   */
  Map<Fingerprint, Member> run(
      Collection<Alert> inGroups, Set<Fingerprint> ofEvents, Routing routing, Instant now) {
    List<Alert> all = new ArrayList<>(inGroups);
    Set<Fingerprint> others = new HashSet<>(ofEvents);
    inGroups.forEach(alert -> others.remove(alert.fingerprint()));
    all.addAll(alerts.find(others).values());
    Map<Fingerprint, Muted> muted = findMuting.run(all, routing, now);
    List<Fingerprint> fingerprints = all.stream().map(Alert::fingerprint).toList();
    Set<Fingerprint> acknowledged = acknowledgements.holding(fingerprints, now).keySet();
    Map<Fingerprint, ResponseTimer> timers =
        routing.additions().notifiesOverdue() ? responses.find(fingerprints) : Map.of();
    Map<Fingerprint, Member> members = HashMap.newHashMap(all.size());
    for (Alert alert : all) {
      Fingerprint fingerprint = alert.fingerprint();
      members.put(
          fingerprint,
          new Member(
              alert,
              muted.getOrDefault(fingerprint, Muted.BY_NOTHING),
              acknowledged.contains(fingerprint),
              Optional.ofNullable(timers.get(fingerprint)).flatMap(ResponseTimer::overdueAt)));
    }
    return members;
  }
}
