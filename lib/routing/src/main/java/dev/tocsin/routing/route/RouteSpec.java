package dev.tocsin.routing.route;

import dev.tocsin.routing.matcher.Matchers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A node of the routing tree as the configuration writes it; what is absent is inherited.
 *
 * @param groupBy empty is absent, as in Alertmanager
 * @param groupsByAll {@code group_by: ['...']}
 * @param muteIntervals never inherited
 * @param activeIntervals never inherited
 * @param labels added to those of the node above
 */
public record RouteSpec(
    Matchers matchers,
    boolean continues,
    Optional<String> receiver,
    List<String> groupBy,
    boolean groupsByAll,
    Optional<Duration> groupWait,
    Optional<Duration> groupInterval,
    Optional<Duration> repeatInterval,
    List<String> muteIntervals,
    List<String> activeIntervals,
    Map<String, String> labels,
    List<RouteSpec> children) {
  public RouteSpec {
    groupBy = List.copyOf(groupBy);
    muteIntervals = List.copyOf(muteIntervals);
    activeIntervals = List.copyOf(activeIntervals);
    labels = Map.copyOf(labels);
    children = List.copyOf(children);
  }
}
