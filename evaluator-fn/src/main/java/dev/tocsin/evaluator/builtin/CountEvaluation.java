package dev.tocsin.evaluator.builtin;

import dev.tocsin.core.identity.RuleId;
import dev.tocsin.core.setting.CurrentSettings;
import dev.tocsin.core.setting.Topic;
import dev.tocsin.engine.alert.AlertKeyRow;
import dev.tocsin.engine.builtin.PipelineWatch;
import dev.tocsin.engine.builtin.Tally;
import dev.tocsin.engine.cursor.PartitionId;
import dev.tocsin.engine.evaluation.PartitionEvaluator;
import dev.tocsin.engine.evaluation.ShardEvaluator;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

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
   */
  public void batch(
      PartitionId partition,
      long records,
      long rejected,
      long samples,
      Collection<AlertKeyRow> rows,
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
            asLong(evaluator.late()),
            asLong(evaluator.beyondLimit())),
        now);
  }

  /** A shard of keys that was evaluated. */
  public void shard(
      int shard, Collection<ShardEvaluator> rules, SeriesPartitions places, Instant now) {
    watch.count(
        "shard " + shard,
        Optional.empty(),
        new Tally(
            0,
            0,
            0,
            0,
            sums(rules, ShardEvaluator::late),
            sums(rules, ShardEvaluator::beyondLimit)),
        now);
    places
        .misplaced()
        .forEach((topic, number) -> {
          if (isKeyed(topic)) {
            watch.count(
                "shard " + shard + " of " + topic,
                Optional.of(topic),
                new Tally(0, 0, 0, number, Map.of(), Map.of()),
                now);
          }
        });
  }

  private boolean isKeyed(String topic) {
    return settings.now().topics().stream()
        .filter(known -> known.name().equals(topic))
        .allMatch(Topic::keyed);
  }

  private static Map<RuleId, Long> asLong(Map<RuleId, Integer> numbers) {
    return numbers.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().longValue()));
  }

  private static Map<RuleId, Long> sums(
      Collection<ShardEvaluator> rules, ToLongFunction<ShardEvaluator> number) {
    Map<RuleId, Long> sums = new HashMap<>();
    rules.stream()
        .filter(rule -> number.applyAsLong(rule) > 0)
        .forEach(rule -> sums.merge(rule.rule().id(), number.applyAsLong(rule), Long::sum));
    return sums;
  }
}
