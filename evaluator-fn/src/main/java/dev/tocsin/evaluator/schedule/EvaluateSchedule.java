package dev.tocsin.evaluator.schedule;

import static java.util.stream.Collectors.toSet;

import dev.tocsin.core.failure.FailureLog;
import dev.tocsin.engine.alert.AlertKeyStates;
import dev.tocsin.engine.alert.EvaluationSchedule;
import dev.tocsin.engine.rule.RuleGroup;
import dev.tocsin.engine.rule.RuleSet;
import dev.tocsin.engine.window.EvaluationShards;
import dev.tocsin.engine.window.SampleBlocks;
import dev.tocsin.engine.window.WindowSnapshots;
import dev.tocsin.evaluator.deploy.RuleSetReplaced;
import dev.tocsin.evaluator.rules.RuleSource;
import dev.tocsin.evaluator.watermark.WatermarkReader;
import dev.tocsin.platform.queue.QueuePublisher;
import dev.tocsin.platform.transaction.RepeatedTransactions;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Evaluates the evaluation times that the watermark has passed: one transaction for each shard of
 * keys that has something due. Shards that another instance is evaluating are left to it.
 */
@Singleton
public class EvaluateSchedule {
  private static final Logger LOG = LoggerFactory.getLogger(EvaluateSchedule.class);

  private final RepeatedTransactions transactions;
  private final EvaluationShards shards;
  private final SampleBlocks blocks;
  private final WindowSnapshots snapshots;
  private final AlertKeyStates alertKeyStates;
  private final EvaluateShard evaluateShard;
  private final QueuePublisher publisher;
  private final WatermarkReader watermarks;
  private final InstantSource clock;
  private final FailureLog failures;

  /** No evaluation time is passed before it. */
  private volatile Instant nothingBefore = Instant.EPOCH;

  EvaluateSchedule(
      RepeatedTransactions transactions,
      EvaluationShards shards,
      SampleBlocks blocks,
      WindowSnapshots snapshots,
      AlertKeyStates alertKeyStates,
      EvaluateShard evaluateShard,
      QueuePublisher publisher,
      WatermarkReader watermarks,
      InstantSource clock) {
    this.transactions = transactions;
    this.shards = shards;
    this.blocks = blocks;
    this.snapshots = snapshots;
    this.alertKeyStates = alertKeyStates;
    this.evaluateShard = evaluateShard;
    this.publisher = publisher;
    this.watermarks = watermarks;
    this.clock = clock;
    this.failures = new FailureLog(LOG, "Evaluating the evaluation schedule", clock);
  }

  /** Evaluates what can be evaluated by now. */
  void run(RuleSet ruleSet) {
    watermarks
        .at(clock.instant())
        .ifPresent(watermark -> evaluate(ruleSet, shards.evaluated(), watermark));
  }

  /**
   * The same after a batch, once a tick has done it: before that it is not known which partitions
   * there are. Fails without noise, since a tick does what was left.
   */
  public void runAfterBatch(RuleSource rules) {
    try {
      watermarks
          .at(clock.instant())
          .filter(watermark -> watermark.isAfter(nothingBefore))
          .ifPresent(watermark -> evaluateOnceBegun(rules.current().ruleSet(), watermark));
      failures.worked();
    } catch (RuleSetReplaced newer) {
      // An instance that has the new rules evaluates.
    } catch (RuntimeException e) {
      failures.failed(e);
    }
  }

  private void evaluateOnceBegun(RuleSet ruleSet, Instant watermark) {
    Map<Integer, Instant> evaluated = shards.evaluated();
    if (!evaluated.containsValue(Instant.EPOCH)) {
      evaluate(ruleSet, evaluated, watermark);
      nothingBefore =
          ruleSet.groups().stream()
              .map(
                  group -> EvaluationSchedule.atOrAfter(watermark, group.interval(), Instant.EPOCH))
              .min(Instant::compareTo)
              .orElse(Instant.EPOCH);
    }
  }

  private void evaluate(RuleSet ruleSet, Map<Integer, Instant> evaluated, Instant watermark) {
    Set<Integer> behind =
        evaluated.entrySet().stream()
            .filter(shard -> isPassed(ruleSet, shard.getValue(), watermark))
            .map(Map.Entry::getKey)
            .collect(toSet());
    if (behind.isEmpty()) {
      return;
    }
    Set<Integer> due = due(ruleSet, evaluated.values().stream().min(Instant::compareTo), watermark);
    for (int shard : behind) {
      if (due.contains(shard)) {
        transactions.run(() -> evaluateShard.run(shard, ruleSet, watermark));
        publisher.publish();
      }
    }
    List<Integer> idle = behind.stream().filter(shard -> !due.contains(shard)).sorted().toList();
    if (!idle.isEmpty()) {
      shards.evaluated(idle, watermark);
    }
  }

  private static boolean isPassed(RuleSet ruleSet, Instant evaluatedBefore, Instant watermark) {
    return ruleSet.groups().stream()
        .map(RuleGroup::interval)
        .distinct()
        .anyMatch(interval ->
            !EvaluationSchedule.lastBefore(watermark, interval).isBefore(evaluatedBefore));
  }

  private Set<Integer> due(RuleSet ruleSet, Optional<Instant> leastEvaluated, Instant watermark) {
    Set<Integer> due = new HashSet<>(alertKeyStates.shardsDue(watermark));
    due.addAll(snapshots.shardsDue(watermark));
    due.addAll(
        blocks.shards(
            LoadShard.stepsNotPassed(ruleSet, leastEvaluated.orElse(Instant.EPOCH), watermark),
            watermark));
    return due;
  }
}
