package dev.tocsin.evaluator.api;

import dev.tocsin.core.message.Rfc3339;
import dev.tocsin.core.yaml.DurationText;
import dev.tocsin.engine.alert.Alert;
import dev.tocsin.engine.alert.AlertKeyRow;
import dev.tocsin.engine.alert.AlertKeyState;
import dev.tocsin.engine.alert.Phase;
import dev.tocsin.engine.cursor.PartitionCursor;
import dev.tocsin.engine.explanation.Explanation;
import dev.tocsin.engine.rule.ConditionResult;
import dev.tocsin.engine.rule.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes the answer of the API: all that is known of a key, in words and as fields. */
final class WhyAnswer {
  private WhyAnswer() {}

  static Why of(StoredAlertKey stored, Evidence evidence, EvaluationLag.Snapshot snapshot) {
    AlertKeyState state = stored.state();
    boolean isAlive = state.alive();
    Optional<Explanation> explanation =
        evidence.rule().map(rule -> Explanation.of(state, rule.timing(), evidence.now()));
    Duration cooldown =
        explanation
            .flatMap(Explanation::cooldownUntil)
            .map(end -> Duration.between(evidence.now(), end))
            .orElse(Duration.ZERO);
    return new Why(
        stored.key().toString(),
        stored.rule().value(),
        stored.labels().asMap(),
        explanation
            .map(found ->
                found.text() + lastValue(stored, evidence) + inWords(cooldown) + evidence.more())
            .orElse(evidence.gone().text()),
        state.phase().code(),
        explanation.map(found -> found.because().code()).orElse(evidence.gone().because()),
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
        time(explanation.flatMap(Explanation::repeatAt)),
        time(stored.row().flatMap(AlertKeyRow::due)),
        stored
            .row()
            .flatMap(AlertKeyRow::alertId)
            .or(() -> stored.alert().map(Alert::id))
            .orElse(null),
        evidence.rule().map(rule -> condition(rule, evidence.next())).orElse(null),
        evidence.ignored().byCode(),
        evidence.builtIn().orElse(null),
        watermark(snapshot));
  }

  private static String lastValue(StoredAlertKey stored, Evidence evidence) {
    return stored
        .row()
        .flatMap(AlertKeyRow::value)
        .flatMap(value -> evidence.rule().map(rule -> rule.condition().shown(value)))
        .map(shown -> " The value last compared was " + shown + ".")
        .orElse("");
  }

  private static String inWords(Duration cooldown) {
    return cooldown.isZero()
        ? ""
        : " Its cooldown lasts %s more.".formatted(DurationText.of(cooldown));
  }

  private static Why.Condition condition(Rule rule, Optional<Evidence.Next> next) {
    return new Why.Condition(
        rule.expression(),
        rule.condition().resolveThreshold().orElse(null),
        rule.timing().duration().toMillis() / 1e3,
        rule.timing().keepFiringFor().toMillis() / 1e3,
        rule.timing().cooldown().toMillis() / 1e3,
        rule.timing().repeatInterval().toMillis() / 1e3,
        ShownActiveHours.of(rule.timing().active()),
        time(next.map(Evidence.Next::at)),
        next.map(Evidence.Next::word).orElse(null),
        next.map(Evidence.Next::result)
            .filter(result -> !result.isNone())
            .map(ConditionResult::value)
            .orElse(null));
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

  /** A time as the API shows it; null when it is not known. */
  static @Nullable String time(Optional<Instant> time) {
    return time.map(Rfc3339::format).orElse(null);
  }
}
