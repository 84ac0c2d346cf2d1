package dev.tocsin.routing.explain;

import dev.tocsin.routing.flush.IntervalState;
import dev.tocsin.routing.group.GroupRef;
import dev.tocsin.routing.group.GroupTimer;
import dev.tocsin.routing.route.Route;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A node of the routing tree that takes an alert, and the group there.
 *
 * @param timer empty when there is no such group now
 * @param intervalsChangeAt when other time intervals mute the route, if within eight days
 * @param integrations those of the route's receiver
 */
public record ExplainedRoute(
    RoutePath path,
    GroupRef group,
    Optional<GroupTimer> timer,
    IntervalState intervals,
    Optional<Instant> intervalsChangeAt,
    List<ExplainedIntegration> integrations) {
  public ExplainedRoute {
    integrations = List.copyOf(integrations);
  }

  public Route route() {
    return path.route();
  }

  /** The group's key as Alertmanager writes it. */
  public String groupKey() {
    return route().groupKey(group.labels());
  }
}
