package dev.tocsin.evaluator.api;

import dev.tocsin.core.identity.RuleId;
import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.label.Labels;
import dev.tocsin.core.message.Rfc3339;
import dev.tocsin.core.setting.BuiltIn;
import dev.tocsin.core.yaml.DurationText;
import dev.tocsin.engine.alert.Alert;
import dev.tocsin.engine.alert.Alerts;
import dev.tocsin.engine.alert.EvaluationSchedule;
import dev.tocsin.engine.alert.AlertKeyRow;
import dev.tocsin.engine.alert.AlertKeyState;
import dev.tocsin.engine.alert.AlertKeyStates;
import dev.tocsin.engine.alert.Phase;
import dev.tocsin.engine.builtin.Finding;
import dev.tocsin.engine.cursor.PartitionCursor;
import dev.tocsin.engine.window.WindowInstances;
import dev.tocsin.engine.explanation.Explanation;
import dev.tocsin.engine.window.LabelIndex;
import dev.tocsin.engine.rule.ScheduledCondition;
import dev.tocsin.engine.rule.ConditionResult;
import dev.tocsin.engine.rule.Rule;
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

/** Tells why a key is firing or not. */
@Singleton
class ExplainAlertKey {
  private final CurrentRules rules;
  private final AlertKeyStates rows;
  private final LabelIndex directory;
  private final Alerts alerts;
  private final KnownAlertKeys known;
  private final BuiltInAlertKeys pipeline;
  private final EvaluationLag timeliness;

  ExplainAlertKey(
      CurrentRules rules,
      AlertKeyStates rows,
      LabelIndex directory,
      Alerts alerts,
      KnownAlertKeys known,
      BuiltInAlertKeys pipeline,
      EvaluationLag timeliness) {
    this.rules = rules;
    this.rows = rows;
    this.directory = directory;
    this.alerts = alerts;
    this.known = known;
    this.pipeline = pipeline;
    this.timeliness = timeliness;
  }

  /** What the rule's condition would say when it is judged next. */
  private record Next(Instant at, ConditionResult judgement) {}

  /** What is stored of a key. */
  private record Stored(
      Fingerprint key, RuleId rule, Labels labels, Optional<AlertKeyRow> row, Optional<Alert> alert) {
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
                Optional.ofNullable(directory.find(List.of(key)).get(key)).map(Rule.Key::labels))
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
    EvaluationLag.Seen seen = timeliness.look();
    Optional<Rule> rule = rules.book().find(stored.rule(), stored.labels());
    Optional<Next> next = rule.flatMap(known -> next(stored.key(), known, seen));
    String gone = "Not firing: there is no rule \"%s\" any more.".formatted(stored.rule().value());
    String nextInWords =
        next.map(one ->
                " At %s, the next grid point, its verdict is %s if no further sample comes."
                    .formatted(Rfc3339.format(one.at()), verdict(one.judgement())))
            .orElse("");
    return why(
        stored,
        rule,
        seen.eventTime(),
        next,
        "rule_removed",
        gone,
        nextInWords + " " + seen.text(),
        Optional.empty(),
        seen);
  }

  /** One of the alerts on the pipeline itself: these are judged by the clock, from facts. */
  private Why ofThePipeline(Stored stored, BuiltIn alert, BuiltInAlertKeys.Seen seen) {
    Optional<Rule> rule = seen.rules().of(stored.rule(), stored.labels());
    Optional<Finding> finding = seen.find(stored.key()).map(BuiltInAlertKeys.Found::finding);
    boolean isEnabled = seen.settings().of(alert).enabled();
    Optional<Next> next =
        rule.map(known ->
            new Next(
                EvaluationSchedule.atOrAfter(seen.now(), seen.settings().interval(), Instant.EPOCH),
                ConditionResult.of(
                    finding.map(Finding::holds).orElse(false),
                    finding.map(Finding::value).orElse(0.0))));
    Map<String, String> settings = seen.settings().deciding(alert);
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
    String verdict = next.map(one -> verdict(one.judgement())).orElse("none");
    return why(
        stored,
        rule,
        seen.now(),
        next,
        isEnabled ? "rule_changed" : "rule_removed",
        gone,
        " What is stored: %s. By that its verdict is %s. %s What would change it: %s."
            .formatted(
                fact,
                verdict,
                judged(seen),
                settings.entrySet().stream()
                    .map(one -> one.getKey() + " (" + one.getValue() + ")")
                    .collect(Collectors.joining(", "))),
        Optional.of(new Why.BuiltIn(alert.code(), fact, settings, judgedAt(seen))),
        timeliness.look());
  }

  private static String judged(BuiltInAlertKeys.Seen seen) {
    return Optional.ofNullable(judgedAt(seen))
        .map("Alerts on the pipeline were last judged at %s."::formatted)
        .orElse("Alerts on the pipeline were never judged yet.");
  }

  private static @Nullable String judgedAt(BuiltInAlertKeys.Seen seen) {
    return time(
        Optional.of(seen.judgedBefore())
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
      EvaluationLag.Seen seen) {
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
        explanation.map(one -> one.text() + inWords(cooldown) + more).orElse(gone),
        state.phase().code(),
        explanation.map(one -> one.because().code()).orElse(goneBecause),
        state.phase() == Phase.NONE ? null : Rfc3339.format(state.since()),
        time(explanation.flatMap(Explanation::until)),
        isAlive ? Rfc3339.format(state.lastTrue()) : null,
        isAlive ? Rfc3339.format(state.lastVerdict()) : null,
        stored.alert().map(last -> last.reason().code()).orElse(null),
        stored.row().flatMap(AlertKeyRow::value).orElse(null),
        time(state.lastFiring().map(AlertKeyState.Firing::at)),
        state.lastFiring().map(AlertKeyState.Firing::fireCount).orElse(null),
        time(explanation.flatMap(Explanation::cooldownUntil)),
        cooldown.toMillis() / 1e3,
        time(stored.row().flatMap(AlertKeyRow::due)),
        stored.row().flatMap(AlertKeyRow::alertId).or(() -> stored.alert().map(Alert::id)).orElse(null),
        rule.map(known -> condition(known, next)).orElse(null),
        builtIn.orElse(null),
        effectiveTime(seen));
  }

  private static String inWords(Duration cooldown) {
    return cooldown.isZero()
        ? ""
        : " Its cooldown lasts %s more.".formatted(DurationText.of(cooldown));
  }

  private Optional<Next> next(Fingerprint key, Rule rule, EvaluationLag.Seen seen) {
    if (!(rule.condition() instanceof ScheduledCondition) || seen.judgedBefore().isEmpty()) {
      return Optional.empty();
    }
    WindowInstances keys = known.remembered(key.shard(), List.of(rule)).get(rule.part());
    if (keys == null) {
      return Optional.empty();
    }
    long step = ScheduledCondition.stepOf(rule).toMillis();
    long from = seen.judgedBefore().get().toEpochMilli();
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
        next.map(one -> verdict(one.judgement())).orElse(null),
        next.map(Next::judgement)
            .filter(judgement -> !judgement.isNone())
            .map(ConditionResult::value)
            .orElse(null));
  }

  private static String verdict(ConditionResult judgement) {
    return judgement.verdict().name().toLowerCase(Locale.ROOT);
  }

  private static Why.Watermark effectiveTime(EvaluationLag.Seen seen) {
    return new Why.Watermark(
        time(seen.effectiveTime()),
        seen.behind().map(behind -> behind.toMillis() / 1e3).orElse(null),
        time(seen.judgedBefore()),
        seen.text(),
        seen.partitions().stream()
            .sorted(
                Comparator.comparing(partition -> partition.time(seen.now()).orElse(Instant.MIN)))
            .map(partition -> partition(partition, seen.now()))
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
