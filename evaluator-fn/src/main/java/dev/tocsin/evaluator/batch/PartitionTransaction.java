package dev.tocsin.evaluator.batch;

import dev.tocsin.core.fault.FaultPoint;
import dev.tocsin.core.fault.FaultPoints;
import dev.tocsin.engine.builtin.LogSnapshot;
import dev.tocsin.engine.builtin.PipelineWatch;
import dev.tocsin.engine.cursor.PartitionCursor;
import dev.tocsin.engine.cursor.PartitionCursors;
import dev.tocsin.engine.rule.RuleSet;
import dev.tocsin.evaluator.deploy.DeployRules;
import dev.tocsin.platform.transaction.RepeatedTransactions;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * One batch of one partition, all or nothing: the cursor is locked, redeliveries are skipped, keys
 * are loaded, evaluated and saved with their events, and the cursor moves on. All of it is done
 * again when another transaction has changed the same keys meanwhile.
 */
@Singleton
class PartitionTransaction {
  private final RepeatedTransactions transactions;
  private final PartitionCursors cursors;
  private final DeployRules deploy;
  private final LoadBatch load;
  private final SaveBatch save;
  private final PipelineWatch watch;
  private final FaultPoints faults;
  private final InstantSource clock;

  PartitionTransaction(
      RepeatedTransactions transactions,
      PartitionCursors cursors,
      DeployRules deploy,
      LoadBatch load,
      SaveBatch save,
      PipelineWatch watch,
      FaultPoints faults,
      InstantSource clock) {
    this.transactions = transactions;
    this.cursors = cursors;
    this.deploy = deploy;
    this.load = load;
    this.save = save;
    this.watch = watch;
    this.faults = faults;
    this.clock = clock;
  }

  void run(MetricBatch batch, RuleSet ruleSet) {
    transactions.run(() -> evaluate(batch, ruleSet));
  }

  private void evaluate(MetricBatch batch, RuleSet ruleSet) {
    PartitionCursor cursor = cursors.lock(batch.partition());
    deploy.require(ruleSet);
    if (batch.endOffset() <= cursor.nextOffset()) {
      requireThatItWasTaken(batch);
      return;
    }
    Instant now = clock.instant();
    LoadedBatch loaded = load.load(batch, cursor, ruleSet, now);
    faults.reach(FaultPoint.AFTER_LOAD);
    loaded.evaluate();
    save.save(loaded, ruleSet, now);
    cursors.save(loaded.moved());
    faults.reach(FaultPoint.BEFORE_COMMIT);
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
}
