package dev.tocsin.notifier.flush;

import dev.tocsin.core.delivery.GroupIntegration;
import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.notifier.routing.Routing;
import dev.tocsin.routing.alert.Alert;
import dev.tocsin.routing.config.Integration;
import dev.tocsin.routing.flush.Flush;
import dev.tocsin.routing.flush.Member;
import dev.tocsin.routing.flush.NotificationLog;
import dev.tocsin.routing.flush.Target;
import dev.tocsin.routing.group.Group;
import dev.tocsin.routing.group.Groups;
import dev.tocsin.routing.route.Route;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Decides on groups whose waiting deliveries are held: what integrations know does not change. */
@Singleton
class DecideFlushes {
  private final Groups groups;
  private final FindMembers findMembers;
  private final FindFallbacks findFallbacks;
  private final FlushSettings settings;

  DecideFlushes(
      Groups groups, FindMembers findMembers, FindFallbacks findFallbacks, FlushSettings settings) {
    this.groups = groups;
    this.findMembers = findMembers;
    this.findFallbacks = findFallbacks;
    this.settings = settings;
  }

  /** The flushes of the groups whose route is in the configuration. */
  List<DecidedFlush> run(List<Group> due, WaitingEvents waiting, Routing routing, Instant now) {
    Map<Fingerprint, Member> members = findMembers.run(alerts(due), waiting.alerts(), routing, now);
    PendingEvents events = new PendingEvents(waiting, members);
    var logs = groups.logs(due.stream().map(group -> group.ref().id()).toList(), now);
    Map<UUID, Fallback> fallbacks = findFallbacks.run(due, logs, routing, now);
    List<DecidedFlush> decided = new ArrayList<>(due.size());
    for (Group group : due) {
      Optional<Route> route = routing.route(group.ref().routeId());
      if (route.isPresent()) {
        Fallback fallback = fallbacks.getOrDefault(group.ref().id(), Fallback.NONE);
        List<Target> targets =
            targets(
                group,
                Stream.concat(
                    routing.integrations(route.get()).stream(), fallback.integrations().stream()),
                logs.getOrDefault(group.ref().id(), Map.of()),
                events);
        Flush flush =
            new Flush(
                group.ref().id(),
                number(group, now),
                group.ref().labels(),
                route.get(),
                members(group, members),
                routing.intervals(route.get(), now),
                targets,
                group.dueAt(),
                now);
        decided.add(new DecidedFlush(flush, flush.decide(settings.policy()), fallback));
      }
    }
    return decided;
  }

  private static List<Alert> alerts(List<Group> groups) {
    Map<Fingerprint, Alert> alerts = new HashMap<>();
    groups.forEach(group ->
        group
            .members()
            .forEach(member -> alerts.put(member.alert().fingerprint(), member.alert())));
    return List.copyOf(alerts.values());
  }

  /**
   * Ascending, and by the clock, so that a group that was removed and has come again uses no number
   * twice.
   */
  private static long number(Group group, Instant now) {
    return Math.max(group.flushes() + 1, now.toEpochMilli());
  }

  private static List<Member> members(Group group, Map<Fingerprint, Member> members) {
    return group.members().stream()
        .flatMap(member -> Optional.ofNullable(members.get(member.alert().fingerprint())).stream())
        .toList();
  }

  private static List<Target> targets(
      Group group,
      Stream<Integration> integrations,
      Map<String, NotificationLog> logs,
      PendingEvents events) {
    return integrations
        .map(integration ->
            new Target(
                integration,
                Optional.ofNullable(logs.get(integration.key())),
                events.of(new GroupIntegration(group.ref().id(), integration.key()))))
        .toList();
  }
}
