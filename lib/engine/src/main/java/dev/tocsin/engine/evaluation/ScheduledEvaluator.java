package dev.tocsin.engine.evaluation;

import com.google.protobuf.ByteString;
import dev.tocsin.core.identity.RuleId;
import dev.tocsin.core.label.Labels;
import dev.tocsin.engine.alert.AlertKeyRow;
import dev.tocsin.engine.alert.EvaluationSchedule;
import dev.tocsin.engine.alert.LifeCycle;
import dev.tocsin.engine.alert.Reason;
import dev.tocsin.engine.alert.Step;
import dev.tocsin.engine.rule.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/** Evaluates what no sample brings about: keys without data, keys at rest, rules that ended. */
public final class ScheduledEvaluator {
  private ScheduledEvaluator() {}

  /**
   * Evaluates the evaluation times from {@code evaluatedBefore} on that are before {@code
   * watermark}.
   */
  public static void passTime(
      AlertKeySet keys,
      Collection<AlertKeyRow> due,
      Rules rules,
      Instant evaluatedBefore,
      Instant watermark) {
    for (AlertKeyRow row : due) {
      rules
          .find(row.ruleId(), row.labels())
          .ifPresent(rule -> passTime(keys, row, rule, evaluatedBefore, watermark));
    }
  }

  /** The same for one key. */
  static void passTime(
      AlertKeySet keys, AlertKeyRow row, Rule rule, Instant evaluatedBefore, Instant watermark) {
    Duration interval = rule.group().interval();
    Instant evaluatedUntil = evaluatedBefore.minusMillis(1);
    Step step = LifeCycle.passTime(row.state(), rule.timing(), interval, evaluatedUntil, watermark);
    boolean pastEnds =
        StoredPast.end(row.past(), rule)
            .map(end -> EvaluationSchedule.atOrAfter(end, interval, evaluatedUntil))
            .filter(end -> end.isBefore(watermark))
            .isPresent();
    Optional<ByteString> past =
        row.past()
            .filter(bytes -> !pastEnds)
            .flatMap(bytes ->
                step.state().equals(row.state())
                    ? row.past()
                    : StoredPast.read(row.past(), rule.condition()).keptBy(step.state()));
    keys.apply(row, Optional.of(rule), step, past, evaluatedUntil);
  }

  /** Forgets keys whose rule was removed or has become another one. */
  public static void end(
      AlertKeySet keys, Collection<AlertKeyRow> rows, Rules rules, Instant watermark) {
    for (AlertKeyRow row : rows) {
      Optional<Rule> found = rules.find(row.ruleId(), row.labels());
      Reason reason = found.isPresent() ? Reason.RULE_CHANGED : Reason.RULE_REMOVED;
      keys.apply(
          row,
          found,
          LifeCycle.end(row.state(), reason, watermark),
          Optional.empty(),
          Instant.EPOCH);
    }
  }

  /** Finds the rule of a key. */
  @FunctionalInterface
  public interface Rules {
    Optional<Rule> find(RuleId id, Labels key);
  }
}
