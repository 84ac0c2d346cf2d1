package dev.tocsin.routing.move;

import dev.tocsin.routing.alert.Alert;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;

/**
 * An alert that another configuration would treat otherwise.
 *
 * @param from where it is now
 * @param to where it would be
 */
public record Move(
    Alert alert, List<Placement> from, List<Placement> to, Set<Difference> differences) {
  public Move {
    from = List.copyOf(from);
    to = List.copyOf(to);
    differences = Set.copyOf(differences);
  }

  static Move of(Alert alert, List<Placement> from, List<Placement> to) {
    Set<Difference> differences = EnumSet.noneOf(Difference.class);
    if (!receivers(from).equals(receivers(to))
        || !inEachGroupThatStays(from, to, Placement::hasReceiverOf)) {
      differences.add(Difference.RECEIVERS);
    }
    if (!groups(from).equals(groups(to))) {
      differences.add(Difference.GROUPS);
    }
    if (!inEachGroupThatStays(from, to, Placement::hasTimersOf)) {
      differences.add(Difference.TIMERS);
    }
    return new Move(alert, from, to, differences);
  }

  private static Set<String> receivers(Collection<Placement> placements) {
    return placements.stream()
        .map(placement -> placement.route().receiver())
        .collect(Collectors.toSet());
  }

  private static Set<Object> groups(Collection<Placement> placements) {
    return placements.stream().map(placement -> placement.group().id()).collect(Collectors.toSet());
  }

  private static boolean inEachGroupThatStays(
      List<Placement> from, List<Placement> to, BiPredicate<Placement, Placement> holds) {
    return from.stream()
        .allMatch(before ->
            to.stream().filter(before::isSameGroup).allMatch(after -> holds.test(before, after)));
  }
}
