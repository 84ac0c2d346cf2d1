package dev.tocsin.evaluator.builtin;

import dev.tocsin.core.identity.RuleId;
import dev.tocsin.core.setting.CurrentSettings;
import dev.tocsin.core.setting.Topic;
import dev.tocsin.engine.alert.AlertKeyRow;
import dev.tocsin.engine.builtin.PipelineWatch;
import dev.tocsin.engine.builtin.Tally;
import dev.tocsin.engine.cursor.PartitionId;
import dev.tocsin.engine.evaluation.AlertKeyTransition;
import dev.tocsin.engine.evaluation.PartitionEvaluator;
import dev.tocsin.engine.evaluation.ShardEvaluator;
import dev.tocsin.engine.rule.Ignored;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Counts what evaluating took and ignored, within the caller's transaction: a few rows at most. */
@Singleton
public class CountEvaluation {
  private final PipelineWatch watch;
  private final CurrentSettings settings;

  CountEvaluation(PipelineWatch watch, CurrentSettings settings) {
    this.watch = watch;
    this.settings = settings;
  }

  /**
   * A batch of a partition.
   *
   * @param rows of the keys that it concerned, as they were before
   * @param transitions of these keys
   */
  public void batch(
      PartitionId partition,
      long records,
      long rejected,
      long samples,
      Collection<AlertKeyRow> rows,
      Collection<AlertKeyTransition> transitions,
      PartitionEvaluator evaluator,
      Instant now) {
    long misplaced =
        isKeyed(partition.topic())
            ? rows.stream()
                .filter(
                    row -> row.partition().filter(place -> !place.equals(partition)).isPresent())
                .count()
            : 0;
    watch.count(
        partition.toString(),
        Optional.of(partition.topic()),
        new Tally(
            records,
            rejected,
            samples,
            misplaced,
            evaluator.clocks().late(),
            evaluator.ignored(),
            cameBack(transitions)),
        now);
    watch.deviating(partition, evaluator.clocks().worst(), now);
  }

  private static Map<RuleId, Long> cameBack(Collection<AlertKeyTransition> transitions) {
    Map<RuleId, Long> cameBack = new HashMap<>();
    for (AlertKeyTransition change : transitions) {
      if (change.transition().cameBack()) {
        cameBack.merge(change.row().ruleId(), 1L, Long::sum);
      }
    }
    return cameBack;
  }

  /** A shard of keys that was evaluated. */
  public void shard(
      int shard,
      Collection<ShardEvaluator> rules,
      Collection<AlertKeyTransition> transitions,
      SeriesPartitions places,
      Instant now) {
    watch.count(
        "shard " + shard,
        Optional.empty(),
        new Tally(0, 0, 0, 0, 0, ignored(rules), cameBack(transitions)),
        now);
    places
        .misplaced()
        .forEach((topic, number) -> {
          if (isKeyed(topic)) {
            watch.count(
                "shard " + shard + " of " + topic,
                Optional.of(topic),
                new Tally(0, 0, 0, number, 0, Map.of(), Map.of()),
                now);
          }
        });
  }

  private boolean isKeyed(String topic) {
    return settings.now().topics().stream()
        .filter(known -> known.name().equals(topic))
        .allMatch(Topic::keyed);
  }

  private static Map<RuleId, Ignored> ignored(Collection<ShardEvaluator> rules) {
    Map<RuleId, Ignored> sums = new HashMap<>();
    rules.stream()
        .filter(rule -> !rule.ignored().isEmpty())
        .forEach(rule -> sums.merge(rule.rule().id(), rule.ignored(), Ignored::plus));
    return sums;
  }
}
