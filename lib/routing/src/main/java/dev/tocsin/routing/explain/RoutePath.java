package dev.tocsin.routing.explain;

import dev.tocsin.core.label.Labels;
import dev.tocsin.routing.route.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The way of an alert through the routing tree to a node that takes it.
 *
 * @param nodes from the root to the node that takes it
 * @param cutOff nodes that match the alert too, but come after a sibling on the way that does not
 *     continue
 */
public record RoutePath(List<Route> nodes, List<Route> cutOff) {
  public RoutePath {
    nodes = List.copyOf(nodes);
    cutOff = List.copyOf(cutOff);
  }

  /** The node that takes the alert. */
  public Route route() {
    return nodes.getLast();
  }

  /** The ways to the nodes of {@link Route#match}, in the same order. */
  public static List<RoutePath> of(Route root, Labels alert) {
    List<RoutePath> found = new ArrayList<>();
    if (root.matchers().match(alert)) {
      follow(new RoutePath(List.of(root), List.of()), alert, found);
    }
    return found;
  }

  private static void follow(RoutePath path, Labels alert, List<RoutePath> found) {
    List<Route> matching =
        path.route().children().stream().filter(child -> child.matchers().match(alert)).toList();
    if (matching.isEmpty()) {
      found.add(path);
    }
    for (int at = 0; at < matching.size(); at++) {
      Route child = matching.get(at);
      if (!child.continues()) {
        follow(path.to(child, matching.subList(at + 1, matching.size())), alert, found);
        return;
      }
      follow(path.to(child, List.of()), alert, found);
    }
  }

  private RoutePath to(Route child, List<Route> others) {
    return new RoutePath(
        Stream.concat(nodes.stream(), Stream.of(child)).toList(),
        Stream.concat(cutOff.stream(), others.stream()).toList());
  }
}
