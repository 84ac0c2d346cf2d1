package dev.tocsin.notifier.flush;

import dev.tocsin.core.delivery.DeliveryBacklog;
import dev.tocsin.core.delivery.GroupIntegration;
import dev.tocsin.notifier.routing.Routing;
import dev.tocsin.routing.config.Integration;
import dev.tocsin.routing.flush.NotificationLog;
import dev.tocsin.routing.group.Group;
import dev.tocsin.routing.route.Route;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Finds whose fallback receivers are notified: those of groups whose last delivery is dead, or
 * whose destination is away for long. What was opened at a fallback receiver is closed there.
 */
@Singleton
class FindFallbacks {
  private final DeliveryBacklog backlog;
  private final LongBroken longBroken;

  FindFallbacks(DeliveryBacklog backlog, LongBroken longBroken) {
    this.backlog = backlog;
    this.longBroken = longBroken;
  }

  /** By group; none for one that has no need of it. */
  Map<UUID, Fallback> run(
      List<Group> groups,
      Map<UUID, Map<String, NotificationLog>> logs,
      Routing routing,
      Instant now) {
    Map<UUID, Route> routes = new HashMap<>();
    Map<GroupIntegration, Long> own = new HashMap<>();
    for (Group group : groups) {
      UUID id = group.ref().id();
      routing
          .route(group.ref().routeId())
          .filter(route -> !routing.fallbacks(route).isEmpty())
          .ifPresent(route -> {
            routes.put(id, route);
            routing
                .integrations(route)
                .forEach(found -> own.put(new GroupIntegration(id, found.key()), Long.MAX_VALUE));
          });
    }
    Set<GroupIntegration> failing = failing(own, now);
    Map<UUID, Fallback> fallbacks = new HashMap<>();
    routes.forEach((group, route) ->
        fallbacks.put(
            group,
            fallback(
                group, routing.fallbacks(route), failing, logs.getOrDefault(group, Map.of()))));
    return fallbacks;
  }

  private Set<GroupIntegration> failing(Map<GroupIntegration, Long> own, Instant now) {
    Set<GroupIntegration> failing = new HashSet<>(backlog.dying(own));
    Map<String, Boolean> broken = new HashMap<>();
    for (GroupIntegration key : own.keySet()) {
      if (broken.computeIfAbsent(key.receiver(), receiver -> longBroken.is(receiver, now))) {
        failing.add(key);
      }
    }
    return failing;
  }

  private static Fallback fallback(
      UUID group,
      List<Integration> integrations,
      Set<GroupIntegration> failing,
      Map<String, NotificationLog> logs) {
    List<String> inPlaceOf =
        failing.stream()
            .filter(key -> key.group().equals(group))
            .map(GroupIntegration::receiver)
            .sorted()
            .toList();
    return new Fallback(
        integrations.stream()
            .filter(integration -> !inPlaceOf.isEmpty() || isOpen(logs, integration))
            .toList(),
        inPlaceOf);
  }

  private static boolean isOpen(Map<String, NotificationLog> logs, Integration integration) {
    return Optional.ofNullable(logs.get(integration.key()))
        .filter(log -> !log.open().isEmpty() || !log.firing().isEmpty())
        .isPresent();
  }
}
