package dev.tocsin.evaluator.api;

import dev.tocsin.core.identity.RuleId;
import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.label.Labels;
import dev.tocsin.core.message.Rfc3339;
import dev.tocsin.core.setting.BuiltIn;
import dev.tocsin.core.yaml.DurationText;
import dev.tocsin.engine.alert.Alert;
import dev.tocsin.engine.alert.AlertKeyRow;
import dev.tocsin.engine.alert.AlertKeyState;
import dev.tocsin.engine.alert.AlertKeyStates;
import dev.tocsin.engine.alert.Alerts;
import dev.tocsin.engine.alert.EvaluationSchedule;
import dev.tocsin.engine.alert.Phase;
import dev.tocsin.engine.builtin.Finding;
import dev.tocsin.engine.cursor.PartitionCursor;
import dev.tocsin.engine.explanation.Explanation;
import dev.tocsin.engine.rule.ConditionResult;
import dev.tocsin.engine.rule.Rule;
import dev.tocsin.engine.rule.ScheduledCondition;
import dev.tocsin.engine.window.LabelIndex;
import dev.tocsin.engine.window.WindowInstances;
import dev.tocsin.evaluator.builtin.BuiltInAlertKeys;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says why a key is firing or not. */
@Singleton
class ExplainAlertKey {
  private final CurrentRules rules;
  private final AlertKeyStates rows;
  private final LabelIndex labelIndex;
  private final Alerts alerts;
  private final KnownAlertKeys known;
  private final BuiltInAlertKeys pipeline;
  private final EvaluationLag evaluationLag;

  ExplainAlertKey(
      CurrentRules rules,
      AlertKeyStates rows,
      LabelIndex labelIndex,
      Alerts alerts,
      KnownAlertKeys known,
      BuiltInAlertKeys pipeline,
      EvaluationLag evaluationLag) {
    this.rules = rules;
    this.rows = rows;
    this.labelIndex = labelIndex;
    this.alerts = alerts;
    this.known = known;
    this.pipeline = pipeline;
    this.evaluationLag = evaluationLag;
  }

  /** What the rule's condition would say when it is evaluated next. */
  private record Next(Instant at, ConditionResult result) {}

  /** What is stored of a key. */
  private record Stored(
      Fingerprint key,
      RuleId rule,
      Labels labels,
      Optional<AlertKeyRow> row,
      Optional<Alert> alert) {
    AlertKeyState state() {
      return row.map(AlertKeyRow::state).orElse(AlertKeyState.NONE);
    }
  }

  Why run(Fingerprint key) {
    Optional<AlertKeyRow> row = Optional.ofNullable(rows.load(List.of(key)).get(key));
    Optional<Alert> alert = alerts.latest(key);
    Labels labels =
        row.map(AlertKeyRow::labels)
            .or(() ->
                Optional.ofNullable(labelIndex.find(List.of(key)).get(key)).map(Rule.Key::labels))
            .or(() -> alert.map(Alert::labels))
            .or(() -> pipeline.look().find(key).map(found -> found.key().labels()))
            .orElseThrow(() ->
                ApiRefused.notFound(
                    "nothing is remembered of key %s: no sample of it was taken, or its condition did not hold at the last one"
                        .formatted(key)));
    RuleId id = row.map(AlertKeyRow::ruleId).orElseGet(() -> new RuleId(labels.get("rule_id")));
    Stored stored = new Stored(key, id, labels, row, alert);
    return BuiltIn.find(id)
        .map(builtIn -> ofThePipeline(stored, builtIn, pipeline.look()))
        .orElseGet(() -> ofARule(stored));
  }

  private Why ofARule(Stored stored) {
    EvaluationLag.Snapshot snapshot = evaluationLag.look();
    Optional<Rule> rule = rules.ruleSet().find(stored.rule(), stored.labels());
    Optional<Next> next = rule.flatMap(known -> next(stored.key(), known, snapshot));
    String gone = "Not firing: there is no rule \"%s\" any more.".formatted(stored.rule().value());
    String nextInWords =
        next.map(found ->
                " At %s, the next evaluation time, its result is %s if no further sample comes."
                    .formatted(Rfc3339.format(found.at()), result(found.result())))
            .orElse("");
    return why(
        stored,
        rule,
        snapshot.eventTime(),
        next,
        "rule_removed",
        gone,
        nextInWords + " " + snapshot.text(),
        Optional.empty(),
        snapshot);
  }

  /** One of the alerts on the pipeline itself: these are evaluated by the clock, from facts. */
  private Why ofThePipeline(Stored stored, BuiltIn alert, BuiltInAlertKeys.Snapshot snapshot) {
    Optional<Rule> rule = snapshot.rules().of(stored.rule(), stored.labels());
    Optional<Finding> finding = snapshot.find(stored.key()).map(BuiltInAlertKeys.Found::finding);
    boolean isEnabled = snapshot.settings().of(alert).enabled();
    Optional<Next> next =
        rule.map(known ->
            new Next(
                EvaluationSchedule.atOrAfter(
                    snapshot.now(), snapshot.settings().interval(), Instant.EPOCH),
                ConditionResult.of(
                    finding.map(Finding::holds).orElse(false),
                    finding.map(Finding::value).orElse(0.0))));
    Map<String, String> settings = snapshot.settings().deciding(alert);
    String fact =
        finding
            .map(Finding::fact)
            .orElse("nothing is stored of it: it is there no more, or nothing of it was counted");
    String gone =
        isEnabled
            ? "Not firing: built_in_alerts.%s has another severity or other labels by now, which make another alert."
                .formatted(alert.code())
            : "Not firing: it is switched off by built_in_alerts.%s.enabled."
                .formatted(alert.code());
    String result = next.map(found -> result(found.result())).orElse("none");
    return why(
        stored,
        rule,
        snapshot.now(),
        next,
        isEnabled ? "rule_changed" : "rule_removed",
        gone,
        " What is stored: %s. By that its result is %s. %s What would change it: %s."
            .formatted(
                fact,
                result,
                evaluated(snapshot),
                settings.entrySet().stream()
                    .map(found -> found.getKey() + " (" + found.getValue() + ")")
                    .collect(Collectors.joining(", "))),
        Optional.of(new Why.BuiltIn(alert.code(), fact, settings, evaluatedAt(snapshot))),
        evaluationLag.look());
  }

  private static String evaluated(BuiltInAlertKeys.Snapshot snapshot) {
    return Optional.ofNullable(evaluatedAt(snapshot))
        .map("Alerts on the pipeline were last evaluated at %s."::formatted)
        .orElse("Alerts on the pipeline were never evaluated yet.");
  }

  private static @Nullable String evaluatedAt(BuiltInAlertKeys.Snapshot snapshot) {
    return time(
        Optional.of(snapshot.evaluatedBefore())
            .filter(before -> before.isAfter(Instant.EPOCH))
            .map(before -> before.minusMillis(1)));
  }

  /**
   * @param now up to which time all is known
   * @param goneBecause why, if there is no rule
   * @param gone the same in words
   * @param more what else there is to say, in words
   */
  private static Why why(
      Stored stored,
      Optional<Rule> rule,
      Instant now,
      Optional<Next> next,
      String goneBecause,
      String gone,
      String more,
      Optional<Why.BuiltIn> builtIn,
      EvaluationLag.Snapshot snapshot) {
    AlertKeyState state = stored.state();
    boolean isAlive = state.alive();
    Optional<Explanation> explanation =
        rule.map(known -> Explanation.of(state, known.timing(), now));
    Duration cooldown =
        explanation
            .flatMap(Explanation::cooldownUntil)
            .map(end -> Duration.between(now, end))
            .orElse(Duration.ZERO);
    return new Why(
        stored.key().toString(),
        stored.rule().value(),
        stored.labels().asMap(),
        explanation.map(found -> found.text() + inWords(cooldown) + more).orElse(gone),
        state.phase().code(),
        explanation.map(found -> found.because().code()).orElse(goneBecause),
        state.phase() == Phase.NONE ? null : Rfc3339.format(state.since()),
        time(explanation.flatMap(Explanation::until)),
        isAlive ? Rfc3339.format(state.lastTrue()) : null,
        isAlive ? Rfc3339.format(state.lastResult()) : null,
        stored.alert().map(last -> last.last().reason().code()).orElse(null),
        stored.row().flatMap(AlertKeyRow::value).orElse(null),
        time(state.lastFiring().map(AlertKeyState.Firing::at)),
        state.lastFiring().map(AlertKeyState.Firing::fireCount).orElse(null),
        time(explanation.flatMap(Explanation::cooldownUntil)),
        cooldown.toMillis() / 1e3,
        time(stored.row().flatMap(AlertKeyRow::due)),
        stored
            .row()
            .flatMap(AlertKeyRow::alertId)
            .or(() -> stored.alert().map(Alert::id))
            .orElse(null),
        rule.map(known -> condition(known, next)).orElse(null),
        builtIn.orElse(null),
        watermark(snapshot));
  }

  private static String inWords(Duration cooldown) {
    return cooldown.isZero()
        ? ""
        : " Its cooldown lasts %s more.".formatted(DurationText.of(cooldown));
  }

  private Optional<Next> next(Fingerprint key, Rule rule, EvaluationLag.Snapshot snapshot) {
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
        new Next(Instant.ofEpochMilli(Math.ceilDiv(from, step) * step), keys.preview(key, from)));
  }

  private static Why.Condition condition(Rule rule, Optional<Next> next) {
    return new Why.Condition(
        rule.expression(),
        rule.timing().duration().toMillis() / 1e3,
        rule.timing().keepFiringFor().toMillis() / 1e3,
        rule.timing().cooldown().toMillis() / 1e3,
        time(next.map(Next::at)),
        next.map(found -> result(found.result())).orElse(null),
        next.map(Next::result)
            .filter(result -> !result.isNone())
            .map(ConditionResult::value)
            .orElse(null));
  }

  private static String result(ConditionResult result) {
    return result.result().name().toLowerCase(Locale.ROOT);
  }

  private static Why.Watermark watermark(EvaluationLag.Snapshot snapshot) {
    return new Why.Watermark(
        time(snapshot.watermark()),
        snapshot.behind().map(behind -> behind.toMillis() / 1e3).orElse(null),
        time(snapshot.evaluatedBefore()),
        snapshot.text(),
        snapshot.partitions().stream()
            .sorted(
                Comparator.comparing(
                    partition -> partition.time(snapshot.now()).orElse(Instant.MIN)))
            .map(partition -> partition(partition, snapshot.now()))
            .toList());
  }

  private static Why.Partition partition(PartitionCursor cursor, Instant now) {
    return new Why.Partition(
        cursor.id().topic(),
        cursor.id().partition(),
        cursor.nextOffset(),
        time(cursor.time(now)),
        time(cursor.eventTime()),
        time(cursor.caughtUpAt()));
  }

  private static @Nullable String time(Optional<Instant> time) {
    return time.map(Rfc3339::format).orElse(null);
  }
}
