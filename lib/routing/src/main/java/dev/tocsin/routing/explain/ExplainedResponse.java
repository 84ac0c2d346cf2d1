package dev.tocsin.routing.explain;

import dev.tocsin.routing.team.Team;
import java.time.Instant;
import java.util.Optional;

/**
 * Whose alerts with some labels are, and by when someone must react to the one that fires.
 *
 * @param team the first whose matchers fit
 * @param dueAt by when; empty where no reaction is awaited
 * @param overdueAt since when the alert is overdue
 */
public record ExplainedResponse(
    Optional<Team> team, Optional<Instant> dueAt, Optional<Instant> overdueAt) {
  /** No team, and no reaction is awaited. */
  public static final ExplainedResponse NONE =
      new ExplainedResponse(Optional.empty(), Optional.empty(), Optional.empty());
}
