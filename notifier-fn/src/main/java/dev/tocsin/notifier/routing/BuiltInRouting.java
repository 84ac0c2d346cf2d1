package dev.tocsin.notifier.routing;

import dev.tocsin.routing.config.NotificationServiceSettings;
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
 * events reach the notification service at once.
 */
public final class BuiltInRouting {
  static final long NUMBER = 0;

  private static final String RECEIVER = "notification-service";

  static final Routing ROUTING =
      Routing.of(NUMBER, Optional.empty(), new ReadConfiguration(configuration(), Additions.NONE));

  private BuiltInRouting() {}

  /** The only integration. */
  public static String integration() {
    return NotificationServiceSettings.of(RECEIVER).key();
  }

  private static RoutingConfiguration configuration() {
    return new RoutingConfiguration(
            RouteTree.build(root()),
            Map.of(RECEIVER, new Receiver(RECEIVER, Map.of(), List.of())),
            List.of(),
            Map.of(),
            Duration.ofMinutes(5),
            "route:\n  receiver: %1$s\nreceivers:\n- name: %1$s\n".formatted(RECEIVER))
        .withNotificationService(List.of(RECEIVER));
  }

  /** Between events a flush has nothing to do but to let go of alerts that have ended. */
  private static RouteSpec root() {
    return new RouteSpec(
        Matchers.NONE,
        false,
        Optional.of(RECEIVER),
        List.of(),
        true,
        Optional.of(Duration.ZERO),
        Optional.of(Duration.ofHours(1)),
        Optional.empty(),
        List.of(),
        List.of(),
        Map.of(),
        List.of());
  }
}
