package dev.tocsin.core.evaluation;

import dev.tocsin.core.alert.Grid;
import dev.tocsin.core.alert.KeyRow;
import dev.tocsin.core.alert.LifeCycle;
import dev.tocsin.core.alert.Reason;
import dev.tocsin.core.alert.Step;
import dev.tocsin.core.rule.PastCondition;
import dev.tocsin.core.rule.PastCondition.Past;
import dev.tocsin.core.rule.Rule;
import dev.tocsin.core.rule.RuleId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/** Judges what no sample brings about: keys without data, keys at rest, rules that ended. */
public final class GridJudge {
  private GridJudge() {}

  /** Judges the grid points after {@code judgedUntil} and before {@code effectiveTime}. */
  public static void passTime(
      KeySet keys,
      Collection<KeyRow> due,
      Rules rules,
      Instant judgedUntil,
      Instant effectiveTime) {
    for (KeyRow row : due) {
      rules
          .find(row.ruleId())
          .ifPresent(rule -> passTime(keys, row, rule, judgedUntil, effectiveTime));
    }
  }

  /** The same for one key. */
  static void passTime(
      KeySet keys, KeyRow row, Rule rule, Instant judgedUntil, Instant effectiveTime) {
    Duration interval = rule.group().interval();
    Step step =
        LifeCycle.passTime(row.state(), rule.timing(), interval, judgedUntil, effectiveTime);
    Optional<Past> past =
        row.past()
            .filter(known ->
                !Grid.atOrAfter(known.newest().plus(PastCondition.MEMORY), interval, judgedUntil)
                    .isBefore(effectiveTime));
    keys.apply(row, Optional.of(rule), step, past, judgedUntil);
  }

  /** Forgets keys whose rule was removed or has become another one. */
  public static void end(KeySet keys, Collection<KeyRow> rows, Rules rules, Instant effectiveTime) {
    for (KeyRow row : rows) {
      Optional<Rule> found = rules.find(row.ruleId());
      Reason reason = found.isPresent() ? Reason.RULE_CHANGED : Reason.RULE_REMOVED;
      keys.apply(
          row,
          found,
          LifeCycle.end(row.state(), reason, effectiveTime),
          Optional.empty(),
          Instant.EPOCH);
    }
  }

  /** Finds rules by their id. */
  @FunctionalInterface
  public interface Rules {
    Optional<Rule> find(RuleId id);
  }
}
