package dev.tocsin.routing.silence;

import dev.tocsin.routing.matcher.MatchOperator;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A silence as a client posts it, not checked yet.
 *
 * @param id of the silence to change; empty for a new one
 */
public record PostedSilence(
    Optional<String> id,
    List<List<PostedMatcher>> matcherSets,
    Instant startsAt,
    Instant endsAt,
    String createdBy,
    String comment,
    Map<String, String> annotations) {
  public PostedSilence {
    matcherSets = matcherSets.stream().map(List::copyOf).toList();
    annotations = Map.copyOf(annotations);
  }

  /** A matcher whose name and value may be anything. */
  public record PostedMatcher(String name, MatchOperator operator, String value) {}
}
