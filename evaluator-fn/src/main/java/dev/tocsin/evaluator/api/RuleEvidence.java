package dev.tocsin.evaluator.api;

import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.message.Rfc3339;
import dev.tocsin.engine.alert.LifeCycle;
import dev.tocsin.engine.evaluation.PartitionEvaluator;
import dev.tocsin.engine.rule.ConditionResult;
import dev.tocsin.engine.rule.Ignored;
import dev.tocsin.engine.rule.Rule;
import dev.tocsin.engine.rule.ScheduledCondition;
import dev.tocsin.engine.window.WindowInstances;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

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
    Optional<WindowInstances> keys = rule.flatMap(present -> scheduled(stored.key(), present));
    Optional<Evidence.Next> next =
        keys.flatMap(known -> snapshot.evaluatedBefore().map(from -> next(stored, known, from)));
    Ignored ignored =
        keys.map(known -> known.ignored(stored.key()))
            .or(() ->
                stored
                    .row()
                    .flatMap(row -> rule.map(known -> PartitionEvaluator.ignored(row, known))))
            .orElse(Ignored.NONE);
    String nextInWords =
        next.map(found ->
                " At %s, the next evaluation time, its result is %s if no further sample comes."
                    .formatted(Rfc3339.format(found.at()), found.word()))
            .orElse("");
    return new Evidence(
        rule,
        snapshot.eventTime(),
        next,
        ignored,
        new Evidence.Gone(
            "rule_removed",
            "Not firing: there is no rule \"%s\" any more.".formatted(stored.rule().value())),
        nextInWords + inWords(ignored) + " " + snapshot.text(),
        Optional.empty());
  }

  /** {@code Of its samples were ignored: 3 (duplicate), 1 (out_of_order).} */
  private static String inWords(Ignored ignored) {
    return ignored.isEmpty()
        ? ""
        : ignored.byCode().entrySet().stream()
            .map(reason -> "%d (%s)".formatted(reason.getValue(), reason.getKey()))
            .collect(Collectors.joining(", ", " Of its samples were ignored: ", "."));
  }

  private Optional<WindowInstances> scheduled(Fingerprint key, Rule rule) {
    return rule.condition() instanceof ScheduledCondition
        ? Optional.ofNullable(known.remembered(key.shard(), List.of(rule)).get(rule.part()))
        : Optional.empty();
  }

  private static Evidence.Next next(StoredAlertKey stored, WindowInstances keys, Instant from) {
    long step = ScheduledCondition.stepOf(keys.rule()).toMillis();
    long at = Math.ceilDiv(from.toEpochMilli(), step) * step;
    ConditionResult result = keys.preview(stored.key(), from.toEpochMilli());
    Instant next = Instant.ofEpochMilli(at);
    boolean holds = LifeCycle.holds(stored.state().phase(), keys.rule().timing(), result, next);
    return new Evidence.Next(next, ConditionResult.of(holds, result.value()));
  }
}
