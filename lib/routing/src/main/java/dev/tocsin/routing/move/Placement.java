package dev.tocsin.routing.move;

import dev.tocsin.core.label.Labels;
import dev.tocsin.routing.group.GroupRef;
import dev.tocsin.routing.route.Route;
import java.util.List;

/** A node of a routing tree that takes an alert, and the alert's group there. */
public record Placement(Route route, GroupRef group) {
  /** Where a tree puts an alert, in the order of its nodes. */
  static List<Placement> of(Labels alert, Route root) {
    return root.match(alert).stream()
        .map(route -> new Placement(route, GroupRef.of(route, alert)))
        .toList();
  }

  boolean isSameGroup(Placement other) {
    return group.id().equals(other.group.id());
  }

  boolean hasReceiverOf(Placement other) {
    return route.receiver().equals(other.route.receiver());
  }

  boolean hasTimersOf(Placement other) {
    return route.groupWait().equals(other.route.groupWait())
        && route.groupInterval().equals(other.route.groupInterval())
        && route.repeatInterval().equals(other.route.repeatInterval());
  }
}
