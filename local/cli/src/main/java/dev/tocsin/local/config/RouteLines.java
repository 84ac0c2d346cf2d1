package dev.tocsin.local.config;

import dev.tocsin.core.label.Labels;
import dev.tocsin.core.text.VisibleText;
import dev.tocsin.routing.route.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Routes as lines of text. */
final class RouteLines {
  private RouteLines() {}

  /** The tree below a route, a line for each node. */
  static List<String> tree(Route root) {
    List<String> lines = new ArrayList<>();
    lines.add(line(root));
    addChildren(root, "", lines);
    return lines;
  }

  private static void addChildren(Route route, String indent, List<String> lines) {
    int left = route.children().size();
    for (Route child : route.children()) {
      left--;
      lines.add(indent + (left > 0 ? "├── " : "└── ") + line(child));
      addChildren(child, indent + (left > 0 ? "│   " : "    "), lines);
    }
  }

  private static String line(Route route) {
    return columns(
        route.matchers().toString(),
        "receiver: " + route.receiver(),
        route.continues() ? "continue" : "");
  }

  /** The routes that an alert takes: the receiver, and the key of the alert's group. */
  static List<String> taken(Route root, Labels alert) {
    return root.match(alert).stream()
        .map(route -> columns(route.receiver(), route.groupKey(route.groupLabels(alert))))
        .toList();
  }

  /** The texts that are not empty, each made visible: names and values may hold anything. */
  private static String columns(String... texts) {
    return Stream.of(texts)
        .filter(text -> !text.isEmpty())
        .map(VisibleText::of)
        .collect(Collectors.joining("  "));
  }
}
