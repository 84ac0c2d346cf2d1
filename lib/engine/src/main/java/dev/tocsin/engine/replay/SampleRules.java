package dev.tocsin.engine.replay;

import static java.util.Comparator.comparing;

import dev.tocsin.core.identity.RuleId;
import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.setting.AlertNaming;
import dev.tocsin.engine.alert.AlertKeyRow;
import dev.tocsin.engine.cursor.PartitionCursor;
import dev.tocsin.engine.cursor.PartitionId;
import dev.tocsin.engine.evaluation.AlertKeySet;
import dev.tocsin.engine.evaluation.AlertKeyTransition;
import dev.tocsin.engine.evaluation.PartitionEvaluator;
import dev.tocsin.engine.evaluation.ScheduledEvaluator;
import dev.tocsin.engine.rule.Ignored;
import dev.tocsin.engine.rule.MatchedSample;
import dev.tocsin.engine.rule.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.UUID;
import java.util.function.Consumer;

/** The keys of all per-sample rules. Times are milliseconds since 1970. */
final class SampleRules {
  private static final PartitionId PARTITION = new PartitionId("replay", 0);

  private static final long NO_CLOCK = Long.MAX_VALUE;

  /** No alert is kept, so that none needs an identity of its own. */
  private static final UUID NO_ALERT = new UUID(0, 0);

  private final AlertKeySet keys = new AlertKeySet(Map.of(), Map.of(), () -> NO_ALERT);
  private final PartitionEvaluator evaluator;
  private final Map<RuleId, PriorityQueue<Due>> due = new HashMap<>();
  private long evaluatedBefore;

  /** A key, and the first evaluation time at which time alone changes it. */
  private record Due(Instant at, Fingerprint key) {}

  SampleRules(Duration allowedLateness, AlertNaming naming) {
    this.evaluator =
        new PartitionEvaluator(
            PartitionCursor.start(PARTITION),
            keys,
            shard -> Instant.ofEpochMilli(evaluatedBefore),
            allowedLateness,
            naming);
  }

  /**
   * Takes an accepted sample.
   *
   * @param watermark evaluation times before it were evaluated
   * @param lines gets what happens
   * @return the first evaluation time at which time alone changes a key that the sample changed;
   *     {@link Long#MAX_VALUE} if there is none
   */
  long take(MatchedSample sample, long watermark, Consumer<TransitionLine> lines) {
    evaluatedBefore = watermark;
    evaluator.accept(sample, NO_CLOCK);
    if (keys.isUnchanged()) {
      return Long.MAX_VALUE;
    }
    long first =
        keys.changed().stream()
            .flatMap(row -> row.due().stream())
            .mapToLong(Instant::toEpochMilli)
            .min()
            .orElse(Long.MAX_VALUE);
    happened().forEach(lines);
    return first;
  }

  /**
   * Takes away the samples that wait for the evaluation schedule, in the order in which they came.
   */
  List<PartitionEvaluator.Scheduled> scheduled() {
    return evaluator.takeScheduled();
  }

  /** The first evaluation time at which time alone changes a key of a rule. */
  OptionalLong next(RuleId rule) {
    PriorityQueue<Due> queue = queue(rule);
    while (!queue.isEmpty() && row(queue.element()).isEmpty()) {
      queue.remove();
    }
    return queue.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(queue.element().at().toEpochMilli());
  }

  private PriorityQueue<Due> queue(RuleId rule) {
    return due.computeIfAbsent(rule, id -> new PriorityQueue<>(comparing(Due::at)));
  }

  /** The key, if it is still due then. */
  private Optional<AlertKeyRow> row(Due due) {
    return keys.row(due.key()).filter(row -> row.due().equals(Optional.of(due.at())));
  }

  /** Evaluates an evaluation time of a rule's group. */
  List<TransitionLine> evaluate(Rule rule, long evaluationTime) {
    evaluatedBefore = evaluationTime;
    Instant at = Instant.ofEpochMilli(evaluationTime);
    PriorityQueue<Due> queue = queue(rule.id());
    List<AlertKeyRow> rows = new ArrayList<>();
    while (!queue.isEmpty() && !queue.element().at().isAfter(at)) {
      row(queue.remove()).ifPresent(rows::add);
    }
    rows.sort(comparing(AlertKeyRow::fingerprint));
    ScheduledEvaluator.passTime(keys, rows, (id, key) -> Optional.of(rule), at, at.plusMillis(1));
    return happened();
  }

  private List<TransitionLine> happened() {
    List<TransitionLine> lines = keys.transitions().stream().map(SampleRules::line).toList();
    for (AlertKeyRow row : keys.changed()) {
      row.due().ifPresent(at -> queue(row.ruleId()).add(new Due(at, row.fingerprint())));
    }
    keys.clearChanges();
    return lines;
  }

  private static TransitionLine line(AlertKeyTransition change) {
    return new TransitionLine(change.row().ruleId(), change.row().labels(), change.transition());
  }

  /** Samples that were ignored, by rule. */
  Map<RuleId, Ignored> ignored() {
    return evaluator.ignored();
  }
}
