package dev.tocsin.routing.route;

import dev.tocsin.core.label.Labels;
import dev.tocsin.routing.matcher.GoString;
import dev.tocsin.routing.matcher.Matchers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A node of the routing tree, with everything that it inherits.
 *
 * @param id stable over reloads that do not change the matchers on the way to it: a digest of the
 *     chain of matchers, and of the number among siblings with equal ones
 * @param key the chain of matchers as Alertmanager writes it: {@code {}/{team="db"}}
 * @param groupBy names of the labels by which alerts are grouped; of no meaning where {@code
 *     groupsByAll}
 * @param groupsByAll whether each label set is a group of its own ({@code group_by: ['...']})
 * @param labels labels of the route, for notifications
 */
public record Route(
    String id,
    String key,
    Matchers matchers,
    boolean continues,
    String receiver,
    List<String> groupBy,
    boolean groupsByAll,
    Duration groupWait,
    Duration groupInterval,
    Duration repeatInterval,
    List<String> muteIntervals,
    List<String> activeIntervals,
    Map<String, String> labels,
    List<Route> children) {
  public Route {
    groupBy = List.copyOf(groupBy);
    muteIntervals = List.copyOf(muteIntervals);
    activeIntervals = List.copyOf(activeIntervals);
    labels = Map.copyOf(labels);
    children = List.copyOf(children);
  }

  /**
   * The nodes that take an alert, in the order of the tree; empty only if this one does not match.
   * Children are asked in order until one takes it that does not continue; if none does, this node
   * takes it.
   */
  public List<Route> match(Labels alert) {
    List<Route> taking = new ArrayList<>();
    addMatches(alert, taking);
    return taking;
  }

  /** Whether any node was added. */
  private boolean addMatches(Labels alert, List<Route> taking) {
    if (!matchers.match(alert)) {
      return false;
    }
    int before = taking.size();
    for (Route child : children) {
      if (child.addMatches(alert, taking) && !child.continues()) {
        return true;
      }
    }
    if (taking.size() == before) {
      taking.add(this);
    }
    return true;
  }

  /** The labels that name the group of an alert at this node; those that it lacks are left out. */
  public Labels groupLabels(Labels alert) {
    if (groupsByAll) {
      return alert;
    }
    Map<String, String> group = new HashMap<>();
    groupBy.forEach(name -> group.put(name, alert.get(name)));
    return Labels.of(group);
  }

  /** The group's key as Alertmanager writes it: {@code {}/{team="db"}:{alertname="x"}}. */
  public String groupKey(Labels groupLabels) {
    return groupLabels.asMap().entrySet().stream()
        .map(label -> label.getKey() + "=" + GoString.quote(label.getValue()))
        .collect(Collectors.joining(", ", key + ":{", "}"));
  }
}
