package dev.tocsin.evaluator.schedule;

import static java.time.ZoneOffset.UTC;

import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.outbox.Transactions;
import dev.tocsin.engine.cursor.PartitionId;
import dev.tocsin.engine.evaluation.PartitionEvaluator.Scheduled;
import dev.tocsin.engine.rule.Rule;
import dev.tocsin.engine.rule.RuleSet;
import dev.tocsin.engine.rule.ScheduledCondition;
import dev.tocsin.engine.window.LabelIndex;
import dev.tocsin.engine.window.SampleBlock;
import dev.tocsin.engine.window.SampleBlocks;
import dev.tocsin.engine.window.SampleBuffer;
import dev.tocsin.engine.window.SampleBuffer.Waiting;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps the samples of a batch for the evaluation schedule, with the names of their keys. A key is
 * named once a day by each instance.
 */
@Singleton
public class BufferSamples {
  /** Beyond so many keys an instance starts anew to note which it has named. */
  private static final int MOST_NOTED = 2_000_000;

  private final Transactions transactions;
  private final SampleBlocks blocks;
  private final LabelIndex labelIndex;
  private final Set<Fingerprint> named = ConcurrentHashMap.newKeySet();
  private volatile LocalDate day = LocalDate.EPOCH;

  BufferSamples(Transactions transactions, SampleBlocks blocks, LabelIndex labelIndex) {
    this.transactions = transactions;
    this.blocks = blocks;
    this.labelIndex = labelIndex;
  }

  private record BlockKey(Duration step, int shard) {}

  /**
   * Saves within the caller's transaction.
   *
   * @param offset of the first record that is taken
   */
  public void save(
      PartitionId partition, long offset, List<Scheduled> samples, RuleSet ruleSet, Instant now) {
    if (samples.isEmpty()) {
      return;
    }
    Map<Rule, Duration> steps = new HashMap<>();
    Map<BlockKey, List<Waiting>> places = new HashMap<>();
    for (Scheduled buffered : samples) {
      Rule rule = buffered.match().rule();
      Duration step = steps.computeIfAbsent(rule, ScheduledCondition::stepOf);
      places
          .computeIfAbsent(
              new BlockKey(step, buffered.match().key().shard()), place -> new ArrayList<>())
          .add(new Waiting(rule, buffered.sample()));
    }
    List<SampleBlock> added = new ArrayList<>(places.size());
    places.forEach((place, waiting) ->
        added.add(
            new SampleBlock(
                place.step(),
                place.shard(),
                partition,
                offset,
                Instant.ofEpochMilli(waiting.getFirst().sample().passed()),
                SampleBuffer.write(waiting, ruleSet))));
    blocks.add(added);
    name(samples, LocalDate.ofInstant(now, UTC));
  }

  private void name(List<Scheduled> samples, LocalDate today) {
    if (!day.equals(today) || named.size() > MOST_NOTED) {
      named.clear();
      day = today;
    }
    Map<Fingerprint, Rule.Key> unnamed = new HashMap<>();
    for (Scheduled buffered : samples) {
      Fingerprint key = buffered.match().key();
      if (!named.contains(key) && !unnamed.containsKey(key)) {
        unnamed.put(key, buffered.match().named());
      }
    }
    labelIndex.seen(unnamed.values(), today);
    transactions.afterCommit(() -> named.addAll(unnamed.keySet()));
  }
}
