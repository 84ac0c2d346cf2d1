package dev.tocsin.routing.change;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Some changes, in order.
 *
 * @param next the place behind them
 * @param isReset whether changes before them are missing: what is shown must be read anew
 */
public record ChangePage(List<Change> changes, ChangePosition next, boolean isReset) {
  public ChangePage {
    changes = List.copyOf(changes);
  }

  /**
   * What follows a place.
   *
   * @param after empty: the newest place, behind which nothing is yet
   * @param filter of what is shown; what it leaves out counts for the limit
   */
  public static ChangePage read(
      Changes changes,
      Optional<ChangePosition> after,
      ChangePosition newest,
      Predicate<Change> filter,
      int limit) {
    if (after.isEmpty()) {
      return new ChangePage(List.of(), newest, false);
    }
    if (!after.get().isKept(newest)) {
      return new ChangePage(List.of(), newest, true);
    }
    List<Change> found = changes.between(after.get(), newest, limit);
    ChangePosition next = found.size() < limit ? newest : found.getLast().position();
    return new ChangePage(found.stream().filter(filter).toList(), next, false);
  }
}
