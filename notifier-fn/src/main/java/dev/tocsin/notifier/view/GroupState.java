package dev.tocsin.notifier.view;

import dev.tocsin.core.label.Labels;
import dev.tocsin.routing.route.Route;
import java.util.List;

/**
 * A group as it stands at a time.
 *
 * @param mutedBy names of the time intervals that mute its route
 */
public record GroupState(
    Route route, Labels labels, List<AlertState> alerts, List<String> mutedBy) {
  public GroupState {
    alerts = List.copyOf(alerts);
    mutedBy = List.copyOf(mutedBy);
  }
}
