package dev.tocsin.local.upstream;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A node of the routing tree.
 *
 * @param groupBy absent: as the parent
 * @param timers absent: as the parent
 * @param oldStyle how its matchers are written
 * @param muteIntervals names of time intervals, as are active intervals
 */
record RouteNode(
    Optional<String> receiver,
    List<LabelMatcher> matchers,
    boolean oldStyle,
    Optional<List<String>> groupBy,
    Optional<Timers> timers,
    boolean continues,
    List<String> muteIntervals,
    List<String> activeIntervals,
    List<RouteNode> children) {

  /** The three waits of a group. */
  record Timers(Duration groupWait, Duration groupInterval, Duration repeatInterval) {}

  /** A node that takes an alert, with what it has from its ancestors. */
  record Destination(String path, List<String> groupBy, Timers timers) {
    /** The labels that name the alert's group at this node. */
    Map<String, String> groupLabels(Map<String, String> labels) {
      return groupBy.contains("...")
          ? labels
          : labels.entrySet().stream()
              .filter(label -> groupBy.contains(label.getKey()))
              .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
  }

  RouteNode {
    matchers = List.copyOf(matchers);
    muteIntervals = List.copyOf(muteIntervals);
    activeIntervals = List.copyOf(activeIntervals);
    children = List.copyOf(children);
  }

  /** Where an alert goes, this node being the root. */
  List<Destination> destinations(Map<String, String> labels) {
    return destinations(labels, new Destination("", groupBy.orElseThrow(), timers.orElseThrow()));
  }

  private List<Destination> destinations(Map<String, String> labels, Destination parent) {
    if (!LabelMatcher.all(matchers, labels)) {
      return List.of();
    }
    Destination self =
        new Destination(
            parent.path(), groupBy.orElse(parent.groupBy()), timers.orElse(parent.timers()));
    List<Destination> found = new ArrayList<>();
    for (int child = 0; child < children.size(); child++) {
      List<Destination> taken =
          children
              .get(child)
              .destinations(
                  labels,
                  new Destination(self.path() + '/' + child, self.groupBy(), self.timers()));
      found.addAll(taken);
      if (!taken.isEmpty() && !children.get(child).continues()) {
        break;
      }
    }
    return found.isEmpty() ? List.of(self) : found;
  }

  /** This node and all below. */
  Stream<RouteNode> all() {
    return Stream.concat(Stream.of(this), children.stream().flatMap(RouteNode::all));
  }

  /** As the key {@code route}, or an element of {@code routes}. */
  Map<String, Object> yaml() {
    Map<String, Object> yaml = new LinkedHashMap<>();
    receiver.ifPresent(name -> yaml.put("receiver", name));
    yaml.putAll(MatcherYaml.of("", matchers, oldStyle));
    groupBy.ifPresent(labels -> yaml.put("group_by", labels));
    timers.ifPresent(t -> {
      yaml.put("group_wait", text(t.groupWait()));
      yaml.put("group_interval", text(t.groupInterval()));
      yaml.put("repeat_interval", text(t.repeatInterval()));
    });
    if (continues) {
      yaml.put("continue", true);
    }
    yaml.put("mute_time_intervals", muteIntervals);
    yaml.put("active_time_intervals", activeIntervals);
    yaml.put("routes", children.stream().map(RouteNode::yaml).toList());
    yaml.entrySet()
        .removeIf(
            entry -> entry.getValue().equals(List.of()) && !entry.getKey().equals("group_by"));
    return yaml;
  }

  private static String text(Duration duration) {
    return duration.toMillis() + "ms";
  }
}
