package dev.tocsin.evaluator.batch;

import dev.tocsin.core.failure.FailureLog;
import dev.tocsin.core.fault.FaultPoint;
import dev.tocsin.core.fault.FaultPoints;
import dev.tocsin.evaluator.deploy.DeployRules;
import dev.tocsin.evaluator.deploy.RuleSetReplaced;
import dev.tocsin.evaluator.rules.RuleSource;
import dev.tocsin.evaluator.schedule.EvaluateSchedule;
import dev.tocsin.platform.queue.QueuePublisher;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the batches of an event: a transaction for each partition, then what is to be sent. */
@Singleton
public class EvaluateBatch {
  /** How often a batch is evaluated at once when others change what it was decided on. */
  private static final int ATTEMPTS = 3;

  private static final Logger LOG = LoggerFactory.getLogger(EvaluateBatch.class);

  private final RuleSource rules;
  private final DeployRules activate;
  private final PartitionTransaction transaction;
  private final QueuePublisher publisher;
  private final EvaluateSchedule evaluateSchedule;
  private final FaultPoints faults;
  private final FailureLog failures;

  EvaluateBatch(
      RuleSource rules,
      DeployRules activate,
      PartitionTransaction transaction,
      QueuePublisher publisher,
      EvaluateSchedule evaluateSchedule,
      FaultPoints faults,
      InstantSource clock) {
    this.rules = rules;
    this.activate = activate;
    this.transaction = transaction;
    this.publisher = publisher;
    this.evaluateSchedule = evaluateSchedule;
    this.faults = faults;
    this.failures = new FailureLog(LOG, "Evaluating the batch of a partition", clock);
  }

  /** A batch that fails leaves no trace and the others alone. */
  public BatchResult run(List<MetricBatch> batches) {
    List<BatchResult.Failure> failed = new ArrayList<>();
    for (MetricBatch batch : batches) {
      try {
        evaluate(batch, 1);
        faults.reach(FaultPoint.AFTER_COMMIT);
        failures.worked();
      } catch (RuntimeException e) {
        failures.failed(e);
        failed.add(new BatchResult.Failure(batch, e));
      }
    }
    publisher.publish();
    evaluateSchedule.runAfterBatch(rules);
    return new BatchResult(batches.size(), failed);
  }

  /** Once more where another batch has changed which replicas are in use. */
  private void evaluate(MetricBatch batch, int attempt) {
    try {
      evaluate(batch);
    } catch (ReplicaChoiceChanged changed) {
      if (attempt == ATTEMPTS) {
        throw changed;
      }
      evaluate(batch, attempt + 1);
    }
  }

  /** Once more with other rules where they have come into force meanwhile. */
  private void evaluate(MetricBatch batch) {
    try {
      evaluateByCurrentRules(batch);
    } catch (RuleSetReplaced newer) {
      rules.expire();
      evaluateByCurrentRules(batch);
    }
  }

  private void evaluateByCurrentRules(MetricBatch batch) {
    RuleSource.Published published = rules.current();
    activate.ensure(published);
    transaction.run(batch, published.ruleSet());
  }
}
