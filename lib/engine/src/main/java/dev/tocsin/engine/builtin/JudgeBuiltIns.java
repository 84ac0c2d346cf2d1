package dev.tocsin.engine.builtin;

import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.engine.alert.DedupKey;
import dev.tocsin.engine.alert.KeyRow;
import dev.tocsin.engine.alert.LifeCycle;
import dev.tocsin.engine.evaluation.GridJudge;
import dev.tocsin.engine.evaluation.KeySet;
import dev.tocsin.engine.rule.Judgement;
import dev.tocsin.engine.rule.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Moves the keys of the built-in alerts through their life cycle (docs/rules.md, "Life cycle"), at
 * one moment of the clock.
 */
public final class JudgeBuiltIns {
  private final KeySet keys;
  private final BuiltInRules rules;
  private final Duration dedupWindow;
  private final Instant now;

  private JudgeBuiltIns(KeySet keys, BuiltInRules rules, Duration dedupWindow, Instant now) {
    this.keys = keys;
    this.rules = rules;
    this.dedupWindow = dedupWindow;
    this.now = now;
  }

  /**
   * @param keys has the rows; takes up what happens
   * @param rows all that there are of built-in alerts
   * @param judgedBefore when they were judged last; before {@code now}
   */
  public static void run(
      KeySet keys,
      Collection<KeyRow> rows,
      BuiltInRules rules,
      Collection<Finding> findings,
      Duration dedupWindow,
      Instant judgedBefore,
      Instant now) {
    JudgeBuiltIns judging = new JudgeBuiltIns(keys, rules, dedupWindow, now);
    GridJudge.end(
        keys,
        rows.stream().filter(row -> rules.of(row.ruleId(), row.labels()).isEmpty()).toList(),
        rules::named,
        now);
    GridJudge.passTime(keys, rows, rules::of, judgedBefore, now);
    Set<Fingerprint> found = new HashSet<>();
    findings.forEach(finding -> judging.judge(finding).ifPresent(found::add));
    rows.stream()
        .filter(row -> !found.contains(row.fingerprint()))
        .forEach(judging::clearWhatIsGone);
  }

  private Optional<Fingerprint> judge(Finding finding) {
    return rules
        .of(finding.alert())
        .map(rule -> {
          Rule.Key key = rule.key(finding.subject());
          judge(rule, key, finding.holds(), finding.value());
          return key.fingerprint();
        });
  }

  private void judge(Rule rule, Rule.Key key, boolean holds, double value) {
    KeyRow row =
        keys.row(key.fingerprint())
            .orElseGet(
                () -> KeyRow.none(key.fingerprint(), rule.id(), Optional.empty(), key.labels()));
    keys.apply(
        rule,
        row,
        LifeCycle.judge(
            row.state(),
            rule.timing(),
            Judgement.of(holds, value),
            now,
            at -> DedupKey.of(rule, key, dedupWindow, at)),
        now);
  }

  /** What it was about is there no more: a partition, or a rule. */
  private void clearWhatIsGone(KeyRow row) {
    rules
        .of(row.ruleId(), row.labels())
        .ifPresent(rule -> judge(rule, rule.key(row.labels()), false, 0));
  }
}
