package dev.tocsin.local.config;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.core.label.Labels;
import dev.tocsin.core.yaml.DurationText;
import dev.tocsin.routing.route.Route;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Routes as a JSON array, in the order of the tree. */
final class RouteJson {
  private static final JsonMapper JSON = new JsonMapper();

  private RouteJson() {}

  /** Those that an alert takes; all, without an alert. */
  static String of(Route root, Optional<Labels> alert) {
    ArrayNode array = JSON.createArrayNode();
    List<Route> routes = alert.map(root::match).orElseGet(() -> all(root).toList());
    routes.forEach(route -> array.add(object(route, alert)));
    return array.toString();
  }

  private static Stream<Route> all(Route route) {
    return Stream.concat(Stream.of(route), route.children().stream().flatMap(RouteJson::all));
  }

  private static ObjectNode object(Route route, Optional<Labels> alert) {
    ObjectNode object = JSON.createObjectNode();
    object.put("id", route.id());
    object.put("route", route.key());
    object.put("receiver", route.receiver());
    object.put("continue", route.continues());
    ArrayNode groupBy = object.putArray("group_by");
    (route.groupsByAll() ? List.of("...") : route.groupBy()).forEach(groupBy::add);
    object.put("group_wait", DurationText.of(route.groupWait()));
    object.put("group_interval", DurationText.of(route.groupInterval()));
    object.put("repeat_interval", DurationText.of(route.repeatInterval()));
    alert.ifPresent(labels -> object.put("group_key", route.groupKey(route.groupLabels(labels))));
    return object;
  }
}
