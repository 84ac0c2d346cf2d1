package dev.tocsin.notifier.explain;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import dev.tocsin.core.label.Labels;
import dev.tocsin.notifier.routing.Routing;
import dev.tocsin.routing.config.Integration;
import dev.tocsin.routing.explain.ExplainedIntegration;
import dev.tocsin.routing.explain.ExplainedRoute;
import dev.tocsin.routing.explain.IntervalEdge;
import dev.tocsin.routing.explain.RoutePath;
import dev.tocsin.routing.group.FlushHistory;
import dev.tocsin.routing.group.FlushRecord;
import dev.tocsin.routing.group.GroupRef;
import dev.tocsin.routing.group.GroupTimers;
import dev.tocsin.routing.group.Groups;
import dev.tocsin.routing.route.Route;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Explains the group of an alert at one route, within the caller's transaction. */
@Singleton
class ExplainGroup {
  /** Decisions of other instances may be this much ahead of this one's clock. */
  private static final Duration CLOCKS_APART = Duration.ofMinutes(1);

  private final Groups groups;
  private final GroupTimers timers;
  private final FlushHistory history;

  ExplainGroup(Groups groups, GroupTimers timers, FlushHistory history) {
    this.groups = groups;
    this.timers = timers;
    this.history = history;
  }

  ExplainedRoute run(RoutePath path, Labels labels, Routing routing, Instant now) {
    Route route = path.route();
    GroupRef group = GroupRef.of(route, labels);
    return new ExplainedRoute(
        path,
        group,
        Optional.ofNullable(timers.find(List.of(group.id())).get(group.id())),
        routing.intervals(route, now),
        intervalsChangeAt(route, routing, now),
        integrations(group, routing.integrations(route), now));
  }

  private static Optional<Instant> intervalsChangeAt(Route route, Routing routing, Instant now) {
    return route.muteIntervals().isEmpty() && route.activeIntervals().isEmpty()
        ? Optional.empty()
        : IntervalEdge.after(now, time -> routing.intervals(route, time));
  }

  /** Each flush decides for every integration, so that the newest decisions are of all of them. */
  private List<ExplainedIntegration> integrations(
      GroupRef group, List<Integration> integrations, Instant now) {
    Map<String, FlushRecord> last =
        history.ofGroup(group.id(), now.plus(CLOCKS_APART), integrations.size()).stream()
            .collect(toMap(FlushRecord::integration, identity(), (newer, older) -> newer));
    return integrations.stream()
        .map(integration ->
            new ExplainedIntegration(
                integration,
                groups.logOf(group.id(), integration.key(), now),
                Optional.ofNullable(last.get(integration.key()))))
        .toList();
  }
}
