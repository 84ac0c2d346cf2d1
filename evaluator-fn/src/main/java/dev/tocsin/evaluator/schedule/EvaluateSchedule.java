package dev.tocsin.evaluator.schedule;

import static java.util.stream.Collectors.toSet;

import dev.tocsin.core.failure.FailureLog;
import dev.tocsin.core.outbox.Transactions;
import dev.tocsin.engine.alert.EvaluationSchedule;
import dev.tocsin.engine.alert.AlertKeyStates;
import dev.tocsin.engine.window.WindowSnapshots;
import dev.tocsin.engine.window.EvaluationShards;
import dev.tocsin.engine.window.SampleBlocks;
import dev.tocsin.engine.rule.RuleSet;
import dev.tocsin.engine.rule.RuleGroup;
import dev.tocsin.evaluator.RuleSource;
import dev.tocsin.platform.queue.AfterCommit;
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
 * Judges the grid points that the effective time has passed: one transaction for each shard of keys
 * that has something due. Shards that another instance is judging are left to it.
 */
@Singleton
public class EvaluateSchedule {
  private static final Logger LOG = LoggerFactory.getLogger(EvaluateSchedule.class);

  private final Transactions transactions;
  private final EvaluationShards shards;
  private final SampleBlocks chunks;
  private final WindowSnapshots pages;
  private final AlertKeyStates keyStates;
  private final EvaluateShard judgeShard;
  private final AfterCommit afterCommit;
  private final WatermarkReader knownTime;
  private final InstantSource clock;
  private final FailureLog incident;

  /** No grid point is passed before it. */
  private volatile Instant nothingBefore = Instant.EPOCH;

  EvaluateSchedule(
      Transactions transactions,
      EvaluationShards shards,
      SampleBlocks chunks,
      WindowSnapshots pages,
      AlertKeyStates keyStates,
      EvaluateShard judgeShard,
      AfterCommit afterCommit,
      WatermarkReader knownTime,
      InstantSource clock) {
    this.transactions = transactions;
    this.shards = shards;
    this.chunks = chunks;
    this.pages = pages;
    this.keyStates = keyStates;
    this.judgeShard = judgeShard;
    this.afterCommit = afterCommit;
    this.knownTime = knownTime;
    this.clock = clock;
    this.incident = new FailureLog(LOG, "Judging the grid", clock);
  }

  /** Judges what can be judged by now. */
  void run(RuleSet book) {
    knownTime.at(clock.instant()).ifPresent(effective -> judge(book, shards.judged(), effective));
  }

  /**
   * The same after a batch, once a tick has done it: before that it is not known which partitions
   * there are. Fails without noise, since a tick does what was left.
   */
  public void runAfterBatch(RuleSource rules) {
    try {
      knownTime
          .at(clock.instant())
          .filter(effective -> effective.isAfter(nothingBefore))
          .ifPresent(effective -> judgeOnceBegun(rules.current().book(), effective));
      incident.worked();
    } catch (RuleSetReplaced newer) {
      // Whoever has them judges.
    } catch (RuntimeException e) {
      incident.failed(e);
    }
  }

  private void judgeOnceBegun(RuleSet book, Instant effective) {
    Map<Integer, Instant> judged = shards.judged();
    if (!judged.containsValue(Instant.EPOCH)) {
      judge(book, judged, effective);
      nothingBefore =
          book.groups().stream()
              .map(group -> EvaluationSchedule.atOrAfter(effective, group.interval(), Instant.EPOCH))
              .min(Instant::compareTo)
              .orElse(Instant.EPOCH);
    }
  }

  private void judge(RuleSet book, Map<Integer, Instant> judged, Instant effective) {
    Set<Integer> behind =
        judged.entrySet().stream()
            .filter(shard -> isPassed(book, shard.getValue(), effective))
            .map(Map.Entry::getKey)
            .collect(toSet());
    if (behind.isEmpty()) {
      return;
    }
    Set<Integer> due = due(book, judged.values().stream().min(Instant::compareTo), effective);
    for (int shard : behind) {
      if (due.contains(shard)) {
        afterCommit.publish(transactions.inOne(() -> judgeShard.run(shard, book, effective)));
      }
    }
    List<Integer> idle = behind.stream().filter(shard -> !due.contains(shard)).sorted().toList();
    if (!idle.isEmpty()) {
      shards.judged(idle, effective);
    }
  }

  private static boolean isPassed(RuleSet book, Instant judgedBefore, Instant effective) {
    return book.groups().stream()
        .map(RuleGroup::interval)
        .distinct()
        .anyMatch(interval -> !EvaluationSchedule.lastBefore(effective, interval).isBefore(judgedBefore));
  }

  private Set<Integer> due(RuleSet book, Optional<Instant> leastJudged, Instant effective) {
    Set<Integer> due = new HashSet<>(keyStates.shardsDue(effective));
    due.addAll(pages.shardsDue(effective));
    due.addAll(
        chunks.shards(
            EvaluateShard.stepsNotPassed(book, leastJudged.orElse(Instant.EPOCH), effective),
            effective));
    return due;
  }
}
