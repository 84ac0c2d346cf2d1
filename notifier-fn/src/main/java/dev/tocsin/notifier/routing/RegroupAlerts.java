package dev.tocsin.notifier.routing;

import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.notifier.routing.ActivateConfiguration.Timers;
import dev.tocsin.routing.alert.Alert;
import dev.tocsin.routing.alert.RoutedAlerts;
import dev.tocsin.routing.group.GroupRef;
import dev.tocsin.routing.group.Groups;
import dev.tocsin.routing.group.Leaving;
import dev.tocsin.routing.inhibition.InhibitionSources;
import dev.tocsin.routing.response.ResponseTimers;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Puts all alerts where a new configuration wants them. Groups whose route and labels stay keep
 * their timers, and what their receivers know of them.
 */
@Singleton
class RegroupAlerts {
  private final RoutedAlerts alerts;
  private final Groups groups;
  private final InhibitionSources sources;
  private final GroupAlerts group;
  private final ResponseTimers responses;
  private final RegroupEvents events;

  RegroupAlerts(
      RoutedAlerts alerts,
      Groups groups,
      InhibitionSources sources,
      GroupAlerts group,
      ResponseTimers responses,
      RegroupEvents events) {
    this.alerts = alerts;
    this.groups = groups;
    this.sources = sources;
    this.group = group;
    this.responses = responses;
    this.events = events;
  }

  void run(Routing routing, Timers timers, Instant now) {
    Map<Fingerprint, Alert> routed = new HashMap<>();
    switch (timers) {
      case KEPT -> {
        alerts.active(now).forEach(alert -> routed.put(alert.fingerprint(), alert));
        routed.putAll(alerts.find(groups.members()));
        leaveOtherGroups(routed, routing);
      }
      case RESTARTED -> {
        // Alertmanager puts those that have ended back into groups too.
        alerts.all().forEach(alert -> routed.put(alert.fingerprint(), alert));
        groups.removeAll();
      }
    }
    sources.clear();
    group.run(routed.values(), events.run(routing, now), routing, now);
    // Teams and response times may be others now.
    responses.lookAtAll(now);
  }

  private void leaveOtherGroups(Map<Fingerprint, Alert> routed, Routing routing) {
    groups.removeOthers(routing.routes().keySet());
    List<Leaving> leaving = new ArrayList<>();
    groups
        .of(routed.keySet())
        .forEach((fingerprint, isIn) -> {
          Alert alert = routed.get(fingerprint);
          if (alert != null) {
            leaving.addAll(leaving(alert, isIn, routing));
          }
        });
    groups.leave(leaving);
  }

  private static List<Leaving> leaving(Alert alert, Collection<GroupRef> isIn, Routing routing) {
    Set<GroupRef> wanted =
        routing.routesOf(alert.labels()).stream()
            .map(route -> GroupRef.of(route, alert.labels()))
            .collect(Collectors.toSet());
    return isIn.stream()
        .filter(ref -> !wanted.contains(ref))
        .map(ref -> new Leaving(ref.id(), alert.fingerprint(), alert.updatedAt()))
        .toList();
  }
}
