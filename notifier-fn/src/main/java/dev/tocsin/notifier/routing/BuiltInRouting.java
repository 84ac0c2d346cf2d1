package dev.tocsin.notifier.routing;

import dev.tocsin.routing.config.Receiver;
import dev.tocsin.routing.config.RoutingConfiguration;
import dev.tocsin.routing.config.additions.Additions;
import dev.tocsin.routing.matcher.Matchers;
import dev.tocsin.routing.route.RouteSpec;
import dev.tocsin.routing.route.RouteTree;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is in force before any configuration was activated: each alert is a group of its own, whose
 * receiver has no integration.
 */
final class BuiltInRouting {
  private static final String RECEIVER = "none";

  static final Routing ROUTING =
      Routing.of(
          0,
          Optional.empty(),
          new ReadConfiguration(
              new RoutingConfiguration(
                  RouteTree.build(
                      new RouteSpec(
                          Matchers.NONE,
                          false,
                          Optional.of(RECEIVER),
                          List.of(),
                          true,
                          Optional.of(Duration.ZERO),
                          Optional.empty(),
                          Optional.empty(),
                          List.of(),
                          List.of(),
                          Map.of(),
                          List.of())),
                  Map.of(RECEIVER, new Receiver(RECEIVER, Map.of(), List.of())),
                  List.of(),
                  Map.of(),
                  Duration.ofMinutes(5),
                  "route:\n  receiver: none\nreceivers:\n- name: none\n"),
              Additions.NONE));

  private BuiltInRouting() {}
}
