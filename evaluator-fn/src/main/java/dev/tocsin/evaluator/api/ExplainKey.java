package dev.tocsin.evaluator.api;

import dev.tocsin.core.alert.Alert;
import dev.tocsin.core.alert.Alerts;
import dev.tocsin.core.alert.KeyRow;
import dev.tocsin.core.alert.KeyState;
import dev.tocsin.core.alert.KeyStates;
import dev.tocsin.core.alert.Phase;
import dev.tocsin.core.cursor.PartitionCursor;
import dev.tocsin.core.evaluation.GridKeys;
import dev.tocsin.core.explanation.Explanation;
import dev.tocsin.core.grid.KeyDirectory;
import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.label.Labels;
import dev.tocsin.core.message.Rfc3339;
import dev.tocsin.core.rule.GridCondition;
import dev.tocsin.core.rule.Judgement;
import dev.tocsin.core.rule.Rule;
import dev.tocsin.core.rule.RuleId;
import dev.tocsin.core.yaml.DurationText;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells why a key is firing or not. */
@Singleton
class ExplainKey {
  private final CurrentRules rules;
  private final KeyStates rows;
  private final KeyDirectory directory;
  private final Alerts alerts;
  private final KnownKeys known;
  private final Timeliness timeliness;

  ExplainKey(
      CurrentRules rules,
      KeyStates rows,
      KeyDirectory directory,
      Alerts alerts,
      KnownKeys known,
      Timeliness timeliness) {
    this.rules = rules;
    this.rows = rows;
    this.directory = directory;
    this.alerts = alerts;
    this.known = known;
    this.timeliness = timeliness;
  }

  /** What the rule's condition would say at the next grid point. */
  private record Next(Instant at, Judgement judgement) {}

  Why run(Fingerprint key) {
    Optional<KeyRow> row = Optional.ofNullable(rows.load(List.of(key)).get(key));
    Optional<Alert> alert = alerts.latest(key);
    Labels labels =
        row.map(KeyRow::labels)
            .or(() ->
                Optional.ofNullable(directory.find(List.of(key)).get(key)).map(Rule.Key::labels))
            .or(() -> alert.map(Alert::labels))
            .orElseThrow(() ->
                ApiRefused.notFound(
                    "nothing is remembered of key %s: no sample of it was taken, or its condition did not hold at the last one"
                        .formatted(key)));
    RuleId id = row.map(KeyRow::ruleId).orElseGet(() -> new RuleId(labels.get("rule_id")));
    return why(key, id, labels, row, alert, rules.book().find(id, labels), timeliness.look());
  }

  private Why why(
      Fingerprint key,
      RuleId id,
      Labels labels,
      Optional<KeyRow> row,
      Optional<Alert> alert,
      Optional<Rule> rule,
      Timeliness.Seen seen) {
    KeyState state = row.map(KeyRow::state).orElse(KeyState.NONE);
    boolean isAlive = state.alive();
    boolean isNone = state.phase() == Phase.NONE;
    Optional<Explanation> explanation =
        rule.map(known -> Explanation.of(state, known.timing(), seen.eventTime()));
    Optional<Next> next = rule.flatMap(known -> next(key, known, seen));
    Duration cooldown =
        explanation
            .flatMap(Explanation::cooldownUntil)
            .map(end -> Duration.between(seen.eventTime(), end))
            .orElse(Duration.ZERO);
    return new Why(
        key.toString(),
        id.value(),
        labels.asMap(),
        text(id, explanation, next, cooldown, seen),
        state.phase().code(),
        explanation.map(one -> one.because().code()).orElse("rule_removed"),
        isNone ? null : Rfc3339.format(state.since()),
        time(explanation.flatMap(Explanation::until)),
        isAlive ? Rfc3339.format(state.lastTrue()) : null,
        isAlive ? Rfc3339.format(state.lastVerdict()) : null,
        alert.map(last -> last.reason().code()).orElse(null),
        row.flatMap(KeyRow::value).orElse(null),
        time(state.lastFiring().map(KeyState.Firing::at)),
        state.lastFiring().map(KeyState.Firing::fireCount).orElse(null),
        time(explanation.flatMap(Explanation::cooldownUntil)),
        cooldown.toMillis() / 1e3,
        time(row.flatMap(KeyRow::due)),
        row.flatMap(KeyRow::alertId).or(() -> alert.map(Alert::id)).orElse(null),
        rule.map(known -> condition(known, next)).orElse(null),
        effectiveTime(seen));
  }

  private Optional<Next> next(Fingerprint key, Rule rule, Timeliness.Seen seen) {
    if (!(rule.condition() instanceof GridCondition) || seen.judgedBefore().isEmpty()) {
      return Optional.empty();
    }
    GridKeys keys = known.remembered(key.shard(), List.of(rule)).get(rule.part());
    if (keys == null) {
      return Optional.empty();
    }
    long step = GridCondition.stepOf(rule).toMillis();
    long from = seen.judgedBefore().get().toEpochMilli();
    return Optional.of(
        new Next(Instant.ofEpochMilli(Math.ceilDiv(from, step) * step), keys.preview(key, from)));
  }

  private static String text(
      RuleId id,
      Optional<Explanation> explanation,
      Optional<Next> next,
      Duration cooldown,
      Timeliness.Seen seen) {
    if (explanation.isEmpty()) {
      return "Not firing: there is no rule \"%s\" any more.".formatted(id.value());
    }
    StringBuilder text = new StringBuilder(explanation.get().text());
    if (!cooldown.isZero()) {
      text.append(" Its cooldown lasts ").append(DurationText.of(cooldown)).append(" more.");
    }
    next.ifPresent(one ->
        text.append(
            " At %s, the next grid point, its verdict is %s if no further sample comes."
                .formatted(Rfc3339.format(one.at()), verdict(one.judgement()))));
    return text.append(' ').append(seen.text()).toString();
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
            .map(Judgement::value)
            .orElse(null));
  }

  private static String verdict(Judgement judgement) {
    return judgement.verdict().name().toLowerCase(Locale.ROOT);
  }

  private static Why.EffectiveTime effectiveTime(Timeliness.Seen seen) {
    return new Why.EffectiveTime(
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
