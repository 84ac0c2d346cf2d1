package dev.tocsin.routing.move;

import dev.tocsin.routing.alert.Alert;
import dev.tocsin.routing.route.Route;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The alerts that would move.
 *
 * @param looked how many alerts were looked at
 * @param moves in the order of the alerts
 */
public record Moves(int looked, List<Move> moves) {
  public Moves {
    moves = List.copyOf(moves);
  }

  /** What becomes of alerts when another routing tree takes the place of the present one. */
  public static Moves between(Route present, Route next, Collection<Alert> alerts) {
    return new Moves(
        alerts.size(),
        alerts.stream()
            .map(alert ->
                Move.of(
                    alert,
                    Placement.of(alert.labels(), present),
                    Placement.of(alert.labels(), next)))
            .filter(move -> !move.differences().isEmpty())
            .toList());
  }

  /** How many alerts have each difference; one may have several. */
  public Map<Difference, Integer> counts() {
    Map<Difference, Integer> counts = new EnumMap<>(Difference.class);
    for (Difference difference : Difference.values()) {
      counts.put(difference, 0);
    }
    moves.forEach(move ->
        move.differences().forEach(difference -> counts.merge(difference, 1, Integer::sum)));
    return counts;
  }
}
