package dev.tocsin.notifier.flush;

import dev.tocsin.core.delivery.Deliveries;
import dev.tocsin.core.delivery.GroupDeliverySequence;
import dev.tocsin.core.delivery.GroupIntegration;
import dev.tocsin.notifier.routing.Routing;
import dev.tocsin.routing.group.Group;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The flushes of groups that wait to be sent, held by the caller's transaction. */
record WaitingDeliveries(Map<GroupIntegration, GroupDeliverySequence> sequences) {
  /** Holds those at all integrations of the groups' routes. */
  static WaitingDeliveries hold(Deliveries deliveries, List<Group> groups, Routing routing) {
    List<GroupIntegration> keys = groups.stream().flatMap(group -> keys(group, routing)).toList();
    return new WaitingDeliveries(
        deliveries.lockGroups(keys).stream()
            .collect(Collectors.toMap(GroupDeliverySequence::key, Function.identity())));
  }

  private static Stream<GroupIntegration> keys(Group group, Routing routing) {
    return routing.route(group.ref().routeId()).stream()
        .flatMap(route ->
            Stream.concat(routing.integrations(route).stream(), routing.fallbacks(route).stream()))
        .filter(integration -> !integration.settings().wantsEveryEvent())
        .map(integration -> new GroupIntegration(group.ref().id(), integration.key()));
  }

  GroupDeliverySequence of(GroupIntegration key) {
    return sequences.getOrDefault(key, new GroupDeliverySequence(key, List.of()));
  }
}
