package dev.tocsin.engine.builtin;

import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.setting.AlertNaming;
import dev.tocsin.engine.alert.AlertKeyRow;
import dev.tocsin.engine.alert.DedupKey;
import dev.tocsin.engine.alert.LifeCycle;
import dev.tocsin.engine.evaluation.AlertKeySet;
import dev.tocsin.engine.evaluation.ScheduledEvaluator;
import dev.tocsin.engine.rule.ConditionResult;
import dev.tocsin.engine.rule.Rule;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Moves the keys of the built-in alerts through their life cycle (docs/rules.md, "Life cycle"), at
 * one moment of the clock.
 */
public final class BuiltInEvaluator {
  /** The annotation that says which facts the alert follows from. */
  private static final String DETAILS = "details";

  private final AlertKeySet keys;
  private final BuiltInRules rules;
  private final AlertNaming naming;
  private final Instant now;

  private BuiltInEvaluator(AlertKeySet keys, BuiltInRules rules, AlertNaming naming, Instant now) {
    this.keys = keys;
    this.rules = rules;
    this.naming = naming;
    this.now = now;
  }

  /**
   * @param keys has the rows; takes up what happens
   * @param rows all that there are of built-in alerts
   * @param evaluatedBefore when they were evaluated last; before {@code now}
   */
  public static void run(
      AlertKeySet keys,
      Collection<AlertKeyRow> rows,
      BuiltInRules rules,
      Collection<Finding> findings,
      AlertNaming naming,
      Instant evaluatedBefore,
      Instant now) {
    BuiltInEvaluator evaluating = new BuiltInEvaluator(keys, rules, naming, now);
    ScheduledEvaluator.end(
        keys,
        rows.stream().filter(row -> rules.of(row.ruleId(), row.labels()).isEmpty()).toList(),
        rules::named,
        now);
    ScheduledEvaluator.passTime(keys, rows, rules::of, evaluatedBefore, now);
    Set<Fingerprint> found = new HashSet<>();
    findings.forEach(finding -> evaluating.evaluate(finding).ifPresent(found::add));
    rows.stream()
        .filter(row -> !found.contains(row.fingerprint()))
        .forEach(evaluating::clearWhatIsGone);
  }

  private Optional<Fingerprint> evaluate(Finding finding) {
    return rules
        .of(finding.alert())
        .map(rule -> {
          Rule.Key key = rule.key(finding.subject());
          evaluate(rule.annotated(DETAILS, finding.fact()), key, finding.holds(), finding.value());
          return key.fingerprint();
        });
  }

  private void evaluate(Rule rule, Rule.Key key, boolean holds, double value) {
    AlertKeyRow row =
        keys.row(key.fingerprint())
            .orElseGet(() ->
                AlertKeyRow.none(key.fingerprint(), rule.id(), Optional.empty(), key.labels()));
    keys.apply(
        rule,
        row,
        LifeCycle.evaluate(
            row.state(),
            rule.timing(),
            ConditionResult.of(holds, value),
            now,
            at -> DedupKey.of(rule, key, naming, at)),
        now);
  }

  /** What it was about is there no more: a partition, or a rule. */
  private void clearWhatIsGone(AlertKeyRow row) {
    rules
        .of(row.ruleId(), row.labels())
        .ifPresent(rule -> evaluate(rule, rule.key(row.labels()), false, 0));
  }
}
