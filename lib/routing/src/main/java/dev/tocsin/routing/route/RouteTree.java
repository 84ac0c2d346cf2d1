package dev.tocsin.routing.route;

import dev.tocsin.core.text.Sha256;
import dev.tocsin.routing.matcher.Matchers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Builds the routing tree: what its nodes inherit, and how they are named. */
public final class RouteTree {
  /** Characters of a digest: 64 bits. */
  private static final int ID_LENGTH = 16;

  private RouteTree() {}

  /** The root of a tree. Throws {@link IllegalArgumentException} if it names no receiver. */
  public static Route build(RouteSpec root) {
    Matchers matchers = root.matchers().sorted();
    return node(root, matchers, RouteDefaults.ROOT, new Path(matchers.toString(), "0"));
  }

  /**
   * Where a node is.
   *
   * @param key the chain of matchers as Alertmanager writes it
   * @param ordinals of the nodes of the chain, each among its siblings with equal matchers
   */
  private record Path(String key, String ordinals) {
    Path child(Matchers matchers, int ordinal) {
      return new Path(key + "/" + matchers, ordinals + "/" + ordinal);
    }

    String id() {
      return Sha256.hex(key + "\n" + ordinals).substring(0, ID_LENGTH);
    }
  }

  private static Route node(RouteSpec spec, Matchers matchers, RouteDefaults above, Path path) {
    RouteDefaults own = above.overriddenBy(spec);
    return new Route(
        path.id(),
        path.key(),
        matchers,
        spec.continues(),
        own.requiredReceiver(),
        own.groupBy(),
        own.groupsByAll(),
        own.groupWait(),
        own.groupInterval(),
        own.repeatInterval(),
        spec.muteIntervals(),
        spec.activeIntervals(),
        own.labels(),
        children(spec, own, path));
  }

  private static List<Route> children(RouteSpec spec, RouteDefaults own, Path path) {
    Map<Matchers, Integer> equalSiblings = new HashMap<>();
    List<Route> children = new ArrayList<>();
    for (RouteSpec child : spec.children()) {
      Matchers matchers = child.matchers().sorted();
      int ordinal = equalSiblings.merge(matchers, 1, Integer::sum) - 1;
      children.add(node(child, matchers, own, path.child(matchers, ordinal)));
    }
    return children;
  }
}
