package dev.tocsin.notifier.routing;

import dev.tocsin.core.label.Labels;
import dev.tocsin.routing.config.Integration;
import dev.tocsin.routing.config.Receiver;
import dev.tocsin.routing.config.RoutingConfiguration;
import dev.tocsin.routing.config.additions.Additions;
import dev.tocsin.routing.flush.IntervalState;
import dev.tocsin.routing.group.GroupRef;
import dev.tocsin.routing.inhibition.Inhibition;
import dev.tocsin.routing.route.Route;
import dev.tocsin.routing.team.ResponseTimes;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A version of the configuration, ready for use.
 *
 * @param number of the version; 0 is the built-in configuration
 * @param folder of the file on a local disk that it is; empty when it came by API
 * @param additions what Tocsin's own file adds
 * @param routes all nodes of the tree, by {@link Route#id}
 */
public record Routing(
    long number,
    Optional<String> folder,
    RoutingConfiguration configuration,
    Additions additions,
    Inhibition inhibition,
    Map<String, Route> routes) {
  public Routing {
    routes = Map.copyOf(routes);
  }

  static Routing of(long number, Optional<String> folder, ReadConfiguration read) {
    RoutingConfiguration configuration = read.configuration();
    Map<String, Route> routes = new HashMap<>();
    visit(configuration.root(), route -> routes.put(route.id(), route));
    return new Routing(
        number,
        folder,
        configuration,
        read.additions(),
        new Inhibition(configuration.inhibitRules()),
        routes);
  }

  private static void visit(Route route, Consumer<Route> visitor) {
    visitor.accept(route);
    route.children().forEach(child -> visit(child, visitor));
  }

  /** The nodes that take an alert. */
  public List<Route> routesOf(Labels alert) {
    return configuration.root().match(alert);
  }

  public Optional<Route> route(String id) {
    return Optional.ofNullable(routes.get(id));
  }

  /** How the receiver of a route is reached. */
  public List<Integration> integrations(Route route) {
    return Optional.ofNullable(configuration.receivers().get(route.receiver()))
        .map(Receiver::integrations)
        .orElse(List.of());
  }

  /**
   * How the receiver is reached that stands in for that of a route; nothing where none does.
   * Integrations that want every event are left out: they get those of their own routes.
   */
  public List<Integration> fallbacks(Route route) {
    return additions.fallback(route.receiver()).stream()
        .flatMap(name -> Optional.ofNullable(configuration.receivers().get(name)).stream())
        .flatMap(receiver -> receiver.integrations().stream())
        .filter(integration -> !integration.settings().wantsEveryEvent())
        .toList();
  }

  /** Whether another receiver stands in for that of an integration. */
  public boolean hasFallback(String key) {
    return integration(key).flatMap(found -> additions.fallback(found.receiver())).isPresent();
  }

  /** An integration by {@link Integration#key}. */
  public Optional<Integration> integration(String key) {
    return configuration.receivers().values().stream()
        .flatMap(receiver -> receiver.integrations().stream())
        .filter(integration -> integration.key().equals(key))
        .findFirst();
  }

  public ResponseTimes responseTimes() {
    return additions.responseTimes();
  }

  /** When an alert is overdue to which a reaction is awaited since a time. */
  public Optional<Instant> overdueAt(Labels alert, Instant since) {
    return responseTimes().overdueAt(alert, since, additions.teams().calendar(alert));
  }

  /** The groups and integrations that want every event of an alert; an integration once. */
  public List<EventPlace> eventPlaces(Labels alert) {
    Map<String, EventPlace> places = new LinkedHashMap<>();
    for (Route route : routesOf(alert)) {
      for (Integration integration : integrations(route)) {
        if (integration.settings().wantsEveryEvent()) {
          places.putIfAbsent(
              integration.key(), new EventPlace(GroupRef.of(route, alert), route, integration));
        }
      }
    }
    return List.copyOf(places.values());
  }

  /**
   * Whether an event has its group flushed at once, as in the built-in configuration, instead of at
   * the group's time.
   */
  public boolean flushesAtOnce() {
    return number == BuiltInRouting.NUMBER;
  }

  /** Which time intervals mute a route at a time. */
  public IntervalState intervals(Route route, Instant at) {
    List<String> active = route.activeIntervals();
    boolean isInactive = !active.isEmpty() && holding(active, at).findAny().isEmpty();
    return new IntervalState(
        isInactive ? active : List.of(), holding(route.muteIntervals(), at).toList());
  }

  private Stream<String> holding(List<String> names, Instant at) {
    return names.stream()
        .filter(name ->
            Optional.ofNullable(configuration.intervals().get(name))
                .filter(interval -> interval.contains(at))
                .isPresent());
  }
}
