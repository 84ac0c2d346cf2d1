package dev.tocsin.evaluator.api;

import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.message.Rfc3339;
import dev.tocsin.engine.rule.Rule;
import dev.tocsin.engine.rule.ScheduledCondition;
import dev.tocsin.engine.window.WindowInstances;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What is known of the keys of rules: what samples they wait for, and what follows from these. */
@Singleton
class RuleEvidence {
  private final CurrentRules rules;
  private final KnownAlertKeys known;

  RuleEvidence(CurrentRules rules, KnownAlertKeys known) {
    this.rules = rules;
    this.known = known;
  }

  Evidence of(StoredAlertKey stored, EvaluationLag.Snapshot snapshot) {
    Optional<Rule> rule = rules.ruleSet().find(stored.rule(), stored.labels());
    Optional<Evidence.Next> next = rule.flatMap(present -> next(stored.key(), present, snapshot));
    String nextInWords =
        next.map(found ->
                " At %s, the next evaluation time, its result is %s if no further sample comes."
                    .formatted(Rfc3339.format(found.at()), found.word()))
            .orElse("");
    return new Evidence(
        rule,
        snapshot.eventTime(),
        next,
        new Evidence.Gone(
            "rule_removed",
            "Not firing: there is no rule \"%s\" any more.".formatted(stored.rule().value())),
        nextInWords + " " + snapshot.text(),
        Optional.empty());
  }

  private Optional<Evidence.Next> next(
      Fingerprint key, Rule rule, EvaluationLag.Snapshot snapshot) {
    if (!(rule.condition() instanceof ScheduledCondition) || snapshot.evaluatedBefore().isEmpty()) {
      return Optional.empty();
    }
    WindowInstances keys = known.remembered(key.shard(), List.of(rule)).get(rule.part());
    if (keys == null) {
      return Optional.empty();
    }
    long step = ScheduledCondition.stepOf(rule).toMillis();
    long from = snapshot.evaluatedBefore().get().toEpochMilli();
    return Optional.of(
        new Evidence.Next(
            Instant.ofEpochMilli(Math.ceilDiv(from, step) * step), keys.preview(key, from)));
  }
}
