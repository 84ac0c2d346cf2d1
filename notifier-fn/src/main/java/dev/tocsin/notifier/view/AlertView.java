package dev.tocsin.notifier.view;

import dev.tocsin.routing.alert.Alert;
import dev.tocsin.routing.flush.Muted;
import dev.tocsin.routing.route.Route;
import dev.tocsin.routing.state.Acknowledgement;
import dev.tocsin.routing.state.AlertState;
import dev.tocsin.routing.team.Team;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An alert as a list shows it.
 *
 * @param team that it belongs to
 * @param overdueAt since when nobody has reacted to it in time
 * @param routes that take it, in the order of the tree
 */
public record AlertView(
    Alert alert,
    AlertState state,
    Muted muted,
    Optional<Acknowledgement> acknowledgement,
    Optional<Team> team,
    Optional<Instant> overdueAt,
    List<Route> routes) {
  public AlertView {
    routes = List.copyOf(routes);
  }

  /** Whether it is overdue and nothing else hides that. */
  public boolean isOverdue() {
    return overdueAt.isPresent() && state == AlertState.FIRING;
  }
}
