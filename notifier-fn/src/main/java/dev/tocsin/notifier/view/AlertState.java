package dev.tocsin.notifier.view;

import dev.tocsin.routing.alert.Alert;
import dev.tocsin.routing.flush.Muted;
import dev.tocsin.routing.route.Route;
import java.util.List;

/**
 * An alert as it stands at a time.
 *
 * @param routes the nodes of the routing tree that take it, in the order of the tree
 */
public record AlertState(Alert alert, List<Route> routes, Muted muted) {
  public AlertState {
    routes = List.copyOf(routes);
  }

  /** The names of the receivers, in the order of the tree; one may stand there several times. */
  public List<String> receivers() {
    return routes.stream().map(Route::receiver).toList();
  }

  public boolean isMuted() {
    return muted.bySilence() || muted.byInhibition();
  }
}
