package dev.tocsin.evaluator.batch;

import dev.tocsin.core.fault.FaultPoint;
import dev.tocsin.core.fault.FaultPoints;
import dev.tocsin.core.identity.IdSource;
import dev.tocsin.core.identity.RuleId;
import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.outbox.Lane;
import dev.tocsin.core.outbox.Transactions;
import dev.tocsin.core.setting.CurrentSettings;
import dev.tocsin.core.setting.Settings;
import dev.tocsin.engine.alert.AlertKeyRow;
import dev.tocsin.engine.alert.AlertKeyStates;
import dev.tocsin.engine.builtin.LogSnapshot;
import dev.tocsin.engine.builtin.PipelineWatch;
import dev.tocsin.engine.cursor.PartitionCursor;
import dev.tocsin.engine.cursor.PartitionCursors;
import dev.tocsin.engine.evaluation.AlertKeySet;
import dev.tocsin.engine.evaluation.EvaluatedBefore;
import dev.tocsin.engine.evaluation.PartitionEvaluator;
import dev.tocsin.engine.rule.RuleSet;
import dev.tocsin.engine.window.EvaluationShards;
import dev.tocsin.evaluator.builtin.CountEvaluation;
import dev.tocsin.evaluator.builtin.RecordMatches;
import dev.tocsin.evaluator.save.EvaluationMeters;
import dev.tocsin.evaluator.save.SaveEvaluation;
import dev.tocsin.evaluator.schedule.BufferSamples;
import dev.tocsin.evaluator.schedule.DeployRules;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One batch of one partition, all or nothing: the cursor is locked, redeliveries are skipped, keys
 * are loaded, evaluated and saved with their events, and the cursor moves on.
 */
@Singleton
class PartitionTransaction {
  private final Transactions transactions;
  private final PartitionCursors cursors;
  private final EvaluationShards shards;
  private final BufferSamples keep;
  private final AlertKeyStates alertKeyStates;
  private final ReadRecords read;
  private final RejectRecords reject;
  private final SaveEvaluation save;
  private final DeployRules activate;
  private final CurrentSettings settings;
  private final EvaluationMeters meters;
  private final CountEvaluation count;
  private final RecordMatches matches;
  private final PipelineWatch watch;
  private final FaultPoints faults;
  private final IdSource ids;
  private final InstantSource clock;

  PartitionTransaction(
      Transactions transactions,
      PartitionCursors cursors,
      EvaluationShards shards,
      BufferSamples keep,
      AlertKeyStates alertKeyStates,
      ReadRecords read,
      RejectRecords reject,
      SaveEvaluation save,
      DeployRules activate,
      CurrentSettings settings,
      EvaluationMeters meters,
      CountEvaluation count,
      RecordMatches matches,
      PipelineWatch watch,
      FaultPoints faults,
      IdSource ids,
      InstantSource clock) {
    this.transactions = transactions;
    this.cursors = cursors;
    this.shards = shards;
    this.keep = keep;
    this.alertKeyStates = alertKeyStates;
    this.read = read;
    this.reject = reject;
    this.save = save;
    this.activate = activate;
    this.settings = settings;
    this.meters = meters;
    this.count = count;
    this.matches = matches;
    this.watch = watch;
    this.faults = faults;
    this.ids = ids;
    this.clock = clock;
  }

  /** Returns the lanes that have something to send. */
  Set<Lane> run(MetricBatch batch, RuleSet ruleSet) {
    Outcome outcome = transactions.inOne(() -> evaluate(batch, ruleSet));
    keep.noted(outcome.named());
    matches.noted(outcome.matched());
    return outcome.lanes();
  }

  /** What is to be done once the transaction has committed. */
  private record Outcome(Set<Lane> lanes, Collection<Fingerprint> named, Set<RuleId> matched) {}

  private Outcome evaluate(MetricBatch batch, RuleSet ruleSet) {
    PartitionCursor cursor = cursors.lock(batch.partition());
    activate.require(ruleSet);
    if (batch.endOffset() <= cursor.nextOffset()) {
      requireThatItWasTaken(batch);
      return new Outcome(Set.of(), Set.of(), Set.of());
    }
    Instant now = clock.instant();
    ReadRecords.Reading reading = read.from(batch, cursor.nextOffset(), ruleSet, now);
    Map<Fingerprint, AlertKeyRow> rows = alertKeyStates.load(reading.keys());
    AlertKeySet keys = new AlertKeySet(rows, alertKeyStates.count(reading.growing(rows)), ids);
    faults.reach(FaultPoint.AFTER_LOAD);
    Settings inForce = settings.now();
    PartitionEvaluator evaluate =
        new PartitionEvaluator(
            batch.partition(),
            cursor.eventTime(),
            keys,
            evaluatedBefore(),
            inForce.allowedLateness(),
            inForce.dedupWindow(),
            now);
    reading.samples().forEach(evaluate::accept);

    Set<Lane> lanes = new HashSet<>(save.save(keys, now));
    lanes.addAll(reject.save(batch.partition(), reading.rejected(), now));
    Collection<Fingerprint> named =
        keep.save(
            batch.partition(),
            Math.max(batch.firstOffset(), cursor.nextOffset()),
            evaluate.takeScheduled(),
            ruleSet,
            now);
    cursors.save(
        new PartitionCursor(
            cursor.id(),
            batch.endOffset(),
            evaluate.eventTime(),
            cursor.caughtUpAt(),
            cursor.owner()));
    meters.batch(reading.samples().size(), evaluate, keys);
    count.batch(
        batch.partition(),
        batch.recordsFrom(cursor.nextOffset()),
        reading.rejected().size(),
        reading.samples().size(),
        rows.values(),
        evaluate,
        now);
    Set<RuleId> matched = matches.save(reading.matches(), ruleSet, now);
    faults.reach(FaultPoint.BEFORE_COMMIT);
    return new Outcome(lanes, named, matched);
  }

  /** Records of a topic that was made anew look like redeliveries, and must not be lost. */
  private void requireThatItWasTaken(MetricBatch batch) {
    for (LogSnapshot log : watch.seen(List.of(batch.partition()))) {
      if (log.ahead() > 0) {
        throw new IllegalStateException(
            "%s ends at %d, %d records before what was read of it: its records wait until tocsin cursor reset %s"
                .formatted(log.id(), log.end(), log.ahead(), log.id().topic()));
      }
    }
  }

  /** Asked for when it is needed first. */
  private EvaluatedBefore evaluatedBefore() {
    Map<Integer, Instant> evaluated = new HashMap<>();
    return shard -> {
      if (evaluated.isEmpty()) {
        evaluated.putAll(shards.evaluated());
      }
      return evaluated.getOrDefault(shard, Instant.EPOCH);
    };
  }
}
