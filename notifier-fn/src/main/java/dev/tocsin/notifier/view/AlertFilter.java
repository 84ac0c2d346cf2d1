package dev.tocsin.notifier.view;

import dev.tocsin.routing.matcher.Matchers;
import dev.tocsin.routing.team.Team;
import java.util.Optional;
import java.util.Set;

/**
 * Which alerts a list has.
 *
 * @param states one of these must hold; none: any
 * @param team the name of their team; the empty text: those without one
 */
public record AlertFilter(Matchers labels, Set<ListedState> states, Optional<String> team) {
  public AlertFilter {
    states = Set.copyOf(states);
  }

  boolean includes(AlertView view) {
    return (states.isEmpty() || states.stream().anyMatch(state -> state.includes(view)))
        && team.filter(name -> !name.equals(view.team().map(Team::name).orElse(""))).isEmpty();
  }
}
