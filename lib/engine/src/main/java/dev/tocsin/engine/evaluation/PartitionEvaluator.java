package dev.tocsin.engine.evaluation;

import com.google.protobuf.ByteString;
import dev.tocsin.core.identity.RuleId;
import dev.tocsin.core.setting.AlertNaming;
import dev.tocsin.engine.alert.AlertKeyRow;
import dev.tocsin.engine.alert.AlertKeyState;
import dev.tocsin.engine.alert.DedupKey;
import dev.tocsin.engine.alert.LifeCycle;
import dev.tocsin.engine.alert.Step;
import dev.tocsin.engine.cursor.PartitionId;
import dev.tocsin.engine.rule.ConditionResult;
import dev.tocsin.engine.rule.InstantCondition;
import dev.tocsin.engine.rule.MatchedSample;
import dev.tocsin.engine.rule.PastCondition;
import dev.tocsin.engine.rule.PastCondition.Past;
import dev.tocsin.engine.rule.Rule;
import dev.tocsin.engine.rule.RuleMatch;
import dev.tocsin.engine.sample.Sample;
import dev.tocsin.engine.window.WindowSample;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Evaluates the samples of one partition in their order, by the per-sample rules.
 *
 * <p>Before a sample of a key is evaluated, the evaluation times that the partition's own time has
 * passed are evaluated for the key. So where all samples of a key come from one partition, its
 * transitions do not depend on how records were cut into batches, nor on how far other partitions
 * are.
 */
public final class PartitionEvaluator {
  private final Optional<PartitionId> partition;
  private final AlertKeySet keys;
  private final EvaluatedBefore evaluatedBefore;
  private final long allowedLateness;
  private final AlertNaming naming;
  private final long clock;
  private final int source;
  private final List<Scheduled> scheduled = new ArrayList<>();
  private final Map<RuleId, Integer> late = new HashMap<>();
  private final Map<RuleId, Integer> beyondLimit = new HashMap<>();
  private long eventTime;

  /**
   * @param eventTime the highest event time accepted before
   * @param clock the partition's time is never later; {@link Instant#MAX} for no clock
   */
  public PartitionEvaluator(
      PartitionId partition,
      Optional<Instant> eventTime,
      AlertKeySet keys,
      EvaluatedBefore evaluatedBefore,
      Duration allowedLateness,
      AlertNaming naming,
      Instant clock) {
    this.partition = Optional.of(partition);
    this.source = source(partition);
    this.eventTime = eventTime.map(Instant::toEpochMilli).orElse(Long.MIN_VALUE);
    this.keys = keys;
    this.evaluatedBefore = evaluatedBefore;
    this.allowedLateness = allowedLateness.toMillis();
    this.naming = naming;
    this.clock = clock.equals(Instant.MAX) ? Long.MAX_VALUE : clock.toEpochMilli();
  }

  /** A number for a partition, the same wherever it is asked for; never negative. */
  public static int source(PartitionId partition) {
    return (31 * partition.topic().hashCode() + partition.partition()) & Integer.MAX_VALUE;
  }

  /** A sample of a scheduled rule. */
  public record Scheduled(RuleMatch match, WindowSample sample) {}

  /** Whether a sample with this value may bring its key into being. */
  public static boolean mayBegin(Rule rule, double value) {
    return switch (rule.condition()) {
      case InstantCondition condition -> condition.evaluate(value).holds();
      case PastCondition unused -> true;
      default -> false;
    };
  }

  /** An accepted sample. */
  public void accept(MatchedSample taken) {
    Sample sample = taken.sample();
    eventTime = Math.max(eventTime, sample.at());
    long passed = Math.min(eventTime, clock) - allowedLateness;
    for (RuleMatch match : taken.matches()) {
      if (match.isScheduled()) {
        scheduled.add(new Scheduled(match, WindowSample.of(sample, match.key(), source, passed)));
      } else if (sample.at() < eventTime - allowedLateness) {
        count(late, match);
      } else {
        evaluate(sample, match, passed);
      }
    }
  }

  private void evaluate(Sample sample, RuleMatch match, long passed) {
    switch (match.rule().condition()) {
      case InstantCondition condition -> {
        ConditionResult result = condition.evaluate(sample.value());
        if (result.holds() || keys.row(match.key()).isPresent()) {
          AlertKeyRow row = passTime(match, passed);
          AlertKeyState state = row.state();
          boolean isLate =
              (state.alive() && sample.timestamp().isBefore(state.lastResult()))
                  || EvaluationTime.isOver(row, partition, sample.timestamp());
          apply(sample, match, row, isLate, result, Optional.empty());
        }
      }
      case PastCondition condition -> {
        AlertKeyRow row = passTime(match, passed);
        Past past =
            row.past()
                .map(known -> StoredPast.read(condition, known))
                .orElseGet(condition::unknown);
        Instant time = sample.timestamp();
        if (time.isBefore(past.newest())) {
          apply(sample, match, row, true, ConditionResult.NONE, row.past());
        } else {
          apply(
              sample,
              match,
              row,
              false,
              past.evaluate(time, sample.value()),
              Optional.of(StoredPast.write(past.with(time, sample.value()))));
        }
      }
      default -> {
        // Evaluated on the schedule.
      }
    }
  }

  /**
   * Evaluates the evaluation times that have passed for the key of a sample, and returns the key.
   */
  private AlertKeyRow passTime(RuleMatch match, long passed) {
    keys.row(match.key())
        .ifPresent(row ->
            ScheduledEvaluator.passTime(
                keys, row, match.rule(), evaluatedBefore(match), Instant.ofEpochMilli(passed)));
    return keys.row(match.key()).orElseGet(() -> blank(match));
  }

  private void apply(
      Sample sample,
      RuleMatch match,
      AlertKeyRow row,
      boolean isLate,
      ConditionResult result,
      Optional<ByteString> past) {
    Rule rule = match.rule();
    if (isLate) {
      count(late, match);
    } else if (keys.row(row.fingerprint()).isEmpty() && keys.full(rule)) {
      count(beyondLimit, match);
    } else {
      Step step =
          LifeCycle.evaluate(
              row.state(),
              rule.timing(),
              result,
              EvaluationTime.of(row, partition, sample.timestamp()),
              at -> DedupKey.of(rule, match.named(), naming, at));
      AlertKeyRow here = row.partition().equals(partition) ? row : blank(match);
      keys.apply(here, Optional.of(rule), step, past, evaluatedBefore(match).minusMillis(1));
    }
  }

  private Instant evaluatedBefore(RuleMatch match) {
    return evaluatedBefore.of(match.key().shard());
  }

  private AlertKeyRow blank(RuleMatch match) {
    return AlertKeyRow.none(match.key(), match.rule().id(), partition, match.named().labels());
  }

  private static void count(Map<RuleId, Integer> counts, RuleMatch match) {
    counts.merge(match.rule().id(), 1, Integer::sum);
  }

  /** The highest event time accepted. */
  public Optional<Instant> eventTime() {
    return eventTime == Long.MIN_VALUE
        ? Optional.empty()
        : Optional.of(Instant.ofEpochMilli(eventTime));
  }

  /**
   * Takes away the samples that wait for the evaluation schedule, in the order in which they came.
   */
  public List<Scheduled> takeScheduled() {
    List<Scheduled> taken = List.copyOf(scheduled);
    scheduled.clear();
    return taken;
  }

  /** Samples that each rule ignored because they came too late. */
  public Map<RuleId, Integer> late() {
    return Map.copyOf(late);
  }

  /** Samples that each rule ignored because it has as many keys as it may. */
  public Map<RuleId, Integer> beyondLimit() {
    return Map.copyOf(beyondLimit);
  }
}
