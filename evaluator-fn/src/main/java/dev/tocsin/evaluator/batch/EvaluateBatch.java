package dev.tocsin.evaluator.batch;

import dev.tocsin.core.failure.FailureLog;
import dev.tocsin.core.fault.FaultPoint;
import dev.tocsin.core.fault.FaultPoints;
import dev.tocsin.core.outbox.Lane;
import dev.tocsin.evaluator.rules.RuleSource;
import dev.tocsin.evaluator.schedule.DeployRules;
import dev.tocsin.evaluator.schedule.EvaluateSchedule;
import dev.tocsin.evaluator.schedule.RuleSetReplaced;
import dev.tocsin.platform.queue.AfterCommit;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the batches of an event: a transaction for each partition, then what is to be sent. */
@Singleton
public class EvaluateBatch {
  private static final Logger LOG = LoggerFactory.getLogger(EvaluateBatch.class);

  private final RuleSource rules;
  private final DeployRules activate;
  private final PartitionTransaction transaction;
  private final AfterCommit afterCommit;
  private final EvaluateSchedule evaluateSchedule;
  private final FaultPoints faults;
  private final FailureLog failures;

  EvaluateBatch(
      RuleSource rules,
      DeployRules activate,
      PartitionTransaction transaction,
      AfterCommit afterCommit,
      EvaluateSchedule evaluateSchedule,
      FaultPoints faults,
      InstantSource clock) {
    this.rules = rules;
    this.activate = activate;
    this.transaction = transaction;
    this.afterCommit = afterCommit;
    this.evaluateSchedule = evaluateSchedule;
    this.faults = faults;
    this.failures = new FailureLog(LOG, "Evaluating the batch of a partition", clock);
  }

  /** A batch that fails leaves no trace and the others alone. */
  public BatchResult run(List<MetricBatch> batches) {
    Set<Lane> lanes = new HashSet<>();
    List<BatchResult.Failure> failed = new ArrayList<>();
    for (MetricBatch batch : batches) {
      try {
        lanes.addAll(evaluate(batch));
        faults.reach(FaultPoint.AFTER_COMMIT);
        failures.worked();
      } catch (RuntimeException e) {
        failures.failed(e);
        failed.add(new BatchResult.Failure(batch, e));
      }
    }
    afterCommit.publish(lanes);
    evaluateSchedule.runAfterBatch(rules);
    return new BatchResult(batches.size(), failed);
  }

  /** Once more with other rules where they have come into force meanwhile. */
  private Set<Lane> evaluate(MetricBatch batch) {
    try {
      return evaluateByCurrentRules(batch);
    } catch (RuleSetReplaced newer) {
      rules.expire();
      return evaluateByCurrentRules(batch);
    }
  }

  private Set<Lane> evaluateByCurrentRules(MetricBatch batch) {
    RuleSource.Published published = rules.current();
    activate.ensure(published);
    return transaction.run(batch, published.ruleSet());
  }
}
