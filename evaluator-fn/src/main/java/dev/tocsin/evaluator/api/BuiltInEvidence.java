package dev.tocsin.evaluator.api;

import dev.tocsin.core.setting.BuiltIn;
import dev.tocsin.engine.alert.EvaluationSchedule;
import dev.tocsin.engine.builtin.Finding;
import dev.tocsin.engine.rule.ConditionResult;
import dev.tocsin.engine.rule.Ignored;
import dev.tocsin.engine.rule.Rule;
import dev.tocsin.evaluator.builtin.BuiltInAlertKeys;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the alerts on the pipeline itself: these are evaluated by the clock, from facts.
 */
final class BuiltInEvidence {
  private BuiltInEvidence() {}

  static Evidence of(StoredAlertKey stored, BuiltIn alert, BuiltInAlertKeys.Snapshot snapshot) {
    Optional<Rule> rule = snapshot.rules().of(stored.rule(), stored.labels());
    Optional<Finding> finding = snapshot.find(stored.key()).map(BuiltInAlertKeys.Found::finding);
    Optional<Evidence.Next> next = rule.map(known -> next(finding, snapshot));
    Map<String, String> settings = snapshot.settings().deciding(alert);
    String fact =
        finding
            .map(Finding::fact)
            .orElse("nothing is stored of it: it is there no more, or nothing of it was counted");
    return new Evidence(
        rule,
        snapshot.now(),
        next,
        Ignored.NONE,
        gone(alert, snapshot.settings().of(alert).enabled()),
        " What is stored: %s. By that its result is %s. %s What would change it: %s."
            .formatted(
                fact,
                next.map(Evidence.Next::word).orElse("none"),
                evaluated(snapshot),
                settings.entrySet().stream()
                    .map(found -> found.getKey() + " (" + found.getValue() + ")")
                    .collect(Collectors.joining(", "))),
        Optional.of(new Why.BuiltIn(alert.code(), fact, settings, evaluatedAt(snapshot))));
  }

  private static Evidence.Next next(Optional<Finding> finding, BuiltInAlertKeys.Snapshot snapshot) {
    return new Evidence.Next(
        EvaluationSchedule.atOrAfter(snapshot.now(), snapshot.settings().interval(), Instant.EPOCH),
        ConditionResult.of(
            finding.map(Finding::holds).orElse(false), finding.map(Finding::value).orElse(0.0)));
  }

  private static Evidence.Gone gone(BuiltIn alert, boolean isEnabled) {
    return isEnabled
        ? new Evidence.Gone(
            "rule_changed",
            "Not firing: built_in_alerts.%s has another severity or other labels by now, which make another alert."
                .formatted(alert.code()))
        : new Evidence.Gone(
            "rule_removed",
            "Not firing: it is switched off by built_in_alerts.%s.enabled."
                .formatted(alert.code()));
  }

  private static String evaluated(BuiltInAlertKeys.Snapshot snapshot) {
    return Optional.ofNullable(evaluatedAt(snapshot))
        .map("Alerts on the pipeline were last evaluated at %s."::formatted)
        .orElse("Alerts on the pipeline were never evaluated yet.");
  }

  private static @Nullable String evaluatedAt(BuiltInAlertKeys.Snapshot snapshot) {
    return WhyAnswer.time(
        Optional.of(snapshot.evaluatedBefore())
            .filter(before -> before.isAfter(Instant.EPOCH))
            .map(before -> before.minusMillis(1)));
  }
}
