package dev.tocsin.routing.route;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a node hands down to its children.
 *
 * @param receiver empty only above the root
 */
record RouteDefaults(
    Optional<String> receiver,
    List<String> groupBy,
    boolean groupsByAll,
    Duration groupWait,
    Duration groupInterval,
    Duration repeatInterval,
    Map<String, String> labels) {
  /** What the root inherits: Alertmanager's defaults. */
  static final RouteDefaults ROOT =
      new RouteDefaults(
          Optional.empty(),
          List.of(),
          false,
          Duration.ofSeconds(30),
          Duration.ofMinutes(5),
          Duration.ofHours(4),
          Map.of());

  RouteDefaults overriddenBy(RouteSpec spec) {
    boolean regroups = spec.groupsByAll() || !spec.groupBy().isEmpty();
    return new RouteDefaults(
        spec.receiver().or(() -> receiver),
        regroups ? spec.groupBy() : groupBy,
        regroups ? spec.groupsByAll() : groupsByAll,
        spec.groupWait().orElse(groupWait),
        spec.groupInterval().orElse(groupInterval),
        spec.repeatInterval().orElse(repeatInterval),
        merged(labels, spec.labels()));
  }

  String requiredReceiver() {
    return receiver.orElseThrow(
        () -> new IllegalArgumentException("the root route names no receiver"));
  }

  private static Map<String, String> merged(Map<String, String> above, Map<String, String> own) {
    Map<String, String> all = new HashMap<>(above);
    all.putAll(own);
    return all;
  }
}
