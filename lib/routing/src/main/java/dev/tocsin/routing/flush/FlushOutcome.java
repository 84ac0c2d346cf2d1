package dev.tocsin.routing.flush;

import java.time.Instant;
import java.util.List;

/**
 * What a flush decides.
 *
 * @param decisions exactly one for each target, in their order
 * @param nextFlush when the group is flushed again
 */
public record FlushOutcome(
    List<IntegrationDecision> decisions, Departures departures, Instant nextFlush) {
  public FlushOutcome {
    decisions = List.copyOf(decisions);
  }
}
