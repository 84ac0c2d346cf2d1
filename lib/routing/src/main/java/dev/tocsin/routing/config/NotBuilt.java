package dev.tocsin.routing.config;

import dev.tocsin.routing.route.Route;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a configuration asks for that Tocsin cannot do yet, where a route uses it. */
public final class NotBuilt {
  private NotBuilt() {}

  /**
   * A sentence for each integration that cannot be delivered to, of the receivers that routes use.
   * A configuration with any of these is not activated.
   */
  public static List<String> sentences(RoutingConfiguration configuration) {
    Set<String> used = new LinkedHashSet<>();
    addReceivers(configuration.root(), used);
    List<String> sentences = new ArrayList<>();
    for (Receiver receiver : configuration.receivers().values()) {
      if (used.contains(receiver.name())) {
        receiver
            .integrations()
            .forEach(integration ->
                missing(integration)
                    .map(missing -> sentence(receiver, missing))
                    .ifPresent(sentences::add));
      }
    }
    return sentences.stream().distinct().sorted().toList();
  }

  private static String sentence(Receiver receiver, String missing) {
    return "receiver \"%s\" has %s, which Tocsin cannot deliver to yet, and a route uses it"
        .formatted(receiver.name(), missing);
  }

  private static Optional<String> missing(Integration integration) {
    return switch (integration.settings()) {
      case UnbuiltSettings unbuilt -> Optional.of(unbuilt.kind() + "_configs");
      case WebhookSettings webhook when webhook.payload().isPresent() ->
          Optional.of("a webhook with \"payload\"");
      default -> Optional.empty();
    };
  }

  private static void addReceivers(Route route, Set<String> names) {
    names.add(route.receiver());
    route.children().forEach(child -> addReceivers(child, names));
  }
}
