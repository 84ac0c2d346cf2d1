package dev.tocsin.evaluator.batch;

import dev.tocsin.core.outbox.Transactions;
import dev.tocsin.engine.cursor.PartitionId;
import dev.tocsin.engine.evaluation.PartitionEvaluator;
import dev.tocsin.engine.rule.RuleSet;
import dev.tocsin.evaluator.builtin.CountEvaluation;
import dev.tocsin.evaluator.builtin.RecordMatches;
import dev.tocsin.evaluator.save.EvaluationMeters;
import dev.tocsin.evaluator.save.SaveEvaluation;
import dev.tocsin.evaluator.schedule.BufferSamples;
import jakarta.inject.Singleton;
import java.time.Instant;

/** Saves what evaluating a batch has changed, and counts it. */
@Singleton
class SaveBatch {
  private final Transactions transactions;
  private final SaveEvaluation save;
  private final RejectRecords reject;
  private final BufferSamples buffer;
  private final CountEvaluation count;
  private final RecordMatches matches;
  private final SelectReplicas replicas;
  private final EvaluationMeters meters;

  SaveBatch(
      Transactions transactions,
      SaveEvaluation save,
      RejectRecords reject,
      BufferSamples buffer,
      CountEvaluation count,
      RecordMatches matches,
      SelectReplicas replicas,
      EvaluationMeters meters) {
    this.transactions = transactions;
    this.save = save;
    this.reject = reject;
    this.buffer = buffer;
    this.count = count;
    this.matches = matches;
    this.replicas = replicas;
    this.meters = meters;
  }

  /** Saves within the caller's transaction. */
  void save(LoadedBatch evaluated, RuleSet ruleSet, Instant now) {
    PartitionId partition = evaluated.batch().partition();
    ReadRecords.Reading reading = evaluated.reading();
    PartitionEvaluator evaluator = evaluated.evaluator();
    save.save(evaluated.keys(), now);
    reject.save(partition, reading.rejected(), now);
    buffer.save(partition, evaluated.firstOffset(), evaluator.takeScheduled(), ruleSet, now);
    count.batch(
        partition,
        evaluated.records(),
        reading.rejected().size(),
        reading.samples().size(),
        evaluated.rows(),
        evaluated.keys().transitions(),
        evaluator,
        now);
    matches.save(reading.matches(), ruleSet, now);
    reading.replicas().ifPresent(selection -> replicas.save(partition.topic(), selection, now));
    transactions.afterCommit(() -> meters.batch(reading.samples().size(), evaluator));
  }
}
