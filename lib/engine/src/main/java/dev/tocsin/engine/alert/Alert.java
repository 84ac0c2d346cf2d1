package dev.tocsin.engine.alert;

import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.label.Labels;
import dev.tocsin.engine.rule.Rule;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * An alert as the evaluator sees it: begun by a firing, continued by those with the same dedup key.
 *
 * @param rule as it was at the last firing; threshold and operator as they were last compared
 * @param annotations rendered at the last firing
 */
public record Alert(
    UUID id,
    Fingerprint fingerprint,
    String instanceId,
    Labels labels,
    RuleFacts rule,
    Map<String, String> annotations,
    Firings firings,
    Change last) {
  public Alert {
    annotations = Map.copyOf(annotations);
  }

  /**
   * The firings that are one alert.
   *
   * @param startedAt event time of the first
   * @param count how many there were
   */
  public record Firings(DedupKey dedupKey, Instant startedAt, int count) {}

  /**
   * The last transition of an alert.
   *
   * @param seq number of its event among those of the alert's fingerprint
   * @param phase firing or resolved
   * @param at event time
   * @param value what was compared
   */
  public record Change(long seq, Phase phase, Reason reason, Instant at, Optional<Double> value) {
    /** A transition that has got its number. */
    public static Change of(Transition transition, long seq) {
      return new Change(
          seq,
          transition.to(),
          transition.reason(),
          transition.at(),
          Optional.ofNullable(transition.value()));
    }
  }

  /** The same alert after a transition that is no firing: with the texts of its last firing. */
  public Alert after(Change change) {
    return new Alert(id, fingerprint, instanceId, labels, rule, annotations, firings, change);
  }

  /** The same, with what its rule compares with by now. */
  public Alert comparedAs(Rule now) {
    return new Alert(
        id, fingerprint, instanceId, labels, rule.comparedAs(now), annotations, firings, last);
  }
}
