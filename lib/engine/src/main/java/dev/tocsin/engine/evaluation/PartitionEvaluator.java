package dev.tocsin.engine.evaluation;

import dev.tocsin.core.identity.RuleId;
import dev.tocsin.core.setting.AlertNaming;
import dev.tocsin.engine.alert.AlertKeyRow;
import dev.tocsin.engine.alert.DedupKey;
import dev.tocsin.engine.alert.Instance;
import dev.tocsin.engine.alert.LifeCycle;
import dev.tocsin.engine.alert.Step;
import dev.tocsin.engine.cursor.DeviatingProducer.Kind;
import dev.tocsin.engine.cursor.PartitionCursor;
import dev.tocsin.engine.cursor.PartitionId;
import dev.tocsin.engine.rule.ConditionResult;
import dev.tocsin.engine.rule.Ignored;
import dev.tocsin.engine.rule.IgnoredReason;
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
import org.jspecify.annotations.Nullable;

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
  private final List<Scheduled> scheduled = new ArrayList<>();
  private final Map<RuleId, Ignored> ignored = new HashMap<>();
  private final ProducerClocks clocks = new ProducerClocks();
  private final long caughtUpAt;
  private long eventTime;

  /** The sample that moved the partition's time last. */
  private @Nullable Sample leader;

  /**
   * @param cursor how far the partition was read and its time had come
   */
  public PartitionEvaluator(
      PartitionCursor cursor,
      AlertKeySet keys,
      EvaluatedBefore evaluatedBefore,
      Duration allowedLateness,
      AlertNaming naming) {
    this.partition = Optional.of(cursor.id());
    this.eventTime = millis(cursor.eventTime());
    this.caughtUpAt = millis(cursor.caughtUpAt());
    this.keys = keys;
    this.evaluatedBefore = evaluatedBefore;
    this.allowedLateness = allowedLateness.toMillis();
    this.naming = naming;
  }

  private static long millis(Optional<Instant> time) {
    return time.map(Instant::toEpochMilli).orElse(Long.MIN_VALUE);
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

  /** Whether a sample of a key that nothing is known of brings it into being. */
  private static boolean begins(Rule rule, Sample sample, long passed) {
    return mayBegin(rule, sample.value())
        && (rule.condition() instanceof PastCondition
            || rule.timing()
                .active()
                .contains(Instant.ofEpochMilli(Math.max(sample.at(), passed))));
  }

  /** The samples of a key that were ignored, as far as its row says it. */
  public static Ignored ignored(AlertKeyRow row, Rule rule) {
    return StoredPast.read(row.past(), rule.condition()).ignored();
  }

  /**
   * An accepted sample.
   *
   * @param arrival when it arrived, in milliseconds since 1970: the partition's time is never later
   *     by it; {@link Long#MAX_VALUE} where there is no clock
   */
  public void accept(MatchedSample matched, long arrival) {
    Sample sample = matched.sample();
    long counted = Math.min(sample.at(), arrival);
    if (counted > eventTime) {
      eventTime = counted;
      leader = sample;
    }
    long time = Math.max(eventTime, caughtUpAt);
    long passed = time - allowedLateness;
    if (sample.at() < passed) {
      late(sample, arrival, time);
    } else if (sample.at() - arrival > allowedLateness) {
      clocks.add(Kind.AHEAD, producer(sample), sample.at() - arrival);
    }
    for (RuleMatch match : matched.matches()) {
      if (match.isScheduled()) {
        scheduled.add(new Scheduled(match, WindowSample.of(sample, match.key(), passed)));
      } else {
        evaluate(sample, match, passed);
      }
    }
  }

  /**
   * A sample that is older than its arrival is slow itself. Where all are older, as in a backlog,
   * the producer whose sample is the newest may be the one that is wrong.
   */
  private void late(Sample sample, long arrival, long time) {
    boolean othersAreInTime = arrival - time <= allowedLateness;
    Sample newest = leader;
    if (othersAreInTime || newest == null || producer(newest).equals(producer(sample))) {
      clocks.add(Kind.SLOW, producer(sample), time - sample.at());
    } else {
      clocks.add(Kind.FAST, producer(newest), time - sample.at());
    }
  }

  private String producer(Sample sample) {
    return Instance.of(sample.labels(), naming);
  }

  private void evaluate(Sample sample, RuleMatch match, long passed) {
    Rule rule = match.rule();
    Optional<AlertKeyRow> known = keys.row(match.key());
    if (known.isEmpty() && !begins(rule, sample, passed)) {
      return;
    }
    if (known.isEmpty() && keys.full(rule)) {
      count(match, IgnoredReason.BEYOND_LIMIT);
      return;
    }
    AlertKeyRow row =
        known.flatMap(before -> passTime(before, match, passed)).orElseGet(() -> blank(match));
    StoredPast past = StoredPast.read(row.past(), rule.condition());
    Instant time = sample.timestamp();
    boolean isCompared = row.state().alive() || past.past().isPresent();
    if (isCompared && !time.isAfter(past.newest())) {
      ignore(match, row, past, IgnoredReason.notNewer(sample.at(), past.newest().toEpochMilli()));
    } else if (EvaluationTime.isOver(row, partition, time)) {
      ignore(match, row, past, IgnoredReason.OUT_OF_ORDER);
    } else {
      Instant at = Instant.ofEpochMilli(Math.max(sample.at(), passed));
      evaluate(sample, match, row, past, EvaluationTime.of(row, partition, at));
    }
  }

  private void evaluate(
      Sample sample, RuleMatch match, AlertKeyRow row, StoredPast before, Instant at) {
    Rule rule = match.rule();
    Optional<Past> past = before.past();
    if (rule.condition() instanceof PastCondition remembers
        && !at.isBefore(before.newest().plus(PastCondition.MEMORY))) {
      past = Optional.of(remembers.unknown());
    }
    ConditionResult result =
        rule.condition() instanceof InstantCondition instant
            ? instant.evaluate(sample.value())
            : past.map(known -> known.evaluate(sample.timestamp(), sample.value()))
                .orElse(ConditionResult.NONE);
    Step step =
        LifeCycle.evaluate(
            row.state(),
            rule.timing(),
            result,
            at,
            fired -> DedupKey.of(rule, match.named(), naming, fired));
    StoredPast after =
        new StoredPast(
            sample.timestamp(),
            before.ignored(),
            past.map(known -> known.with(sample.timestamp(), sample.value())));
    save(match, row.partition().equals(partition) ? row : blank(match), step, after);
  }

  private void ignore(RuleMatch match, AlertKeyRow row, StoredPast past, IgnoredReason reason) {
    count(match, reason);
    save(
        match,
        row,
        Step.stay(row.state()),
        new StoredPast(past.newest(), past.ignored().with(reason), past.past()));
  }

  /**
   * @param row the partition of the sample that was evaluated last is the key's
   */
  private void save(RuleMatch match, AlertKeyRow row, Step step, StoredPast past) {
    keys.apply(
        row,
        Optional.of(match.rule()),
        step,
        past.keptBy(step.state()),
        evaluatedBefore(match).minusMillis(1));
  }

  /**
   * Evaluates the evaluation times that have passed for the key of a sample, and returns what is
   * then known of it.
   */
  private Optional<AlertKeyRow> passTime(AlertKeyRow known, RuleMatch match, long passed) {
    ScheduledEvaluator.passTime(
        keys, known, match.rule(), evaluatedBefore(match), Instant.ofEpochMilli(passed));
    return keys.row(match.key());
  }

  private Instant evaluatedBefore(RuleMatch match) {
    return evaluatedBefore.of(match.key().shard());
  }

  private AlertKeyRow blank(RuleMatch match) {
    return AlertKeyRow.none(match.key(), match.rule().id(), partition, match.named().labels());
  }

  private void count(RuleMatch match, IgnoredReason reason) {
    ignored.merge(match.rule().id(), Ignored.NONE.with(reason), Ignored::plus);
  }

  /** The highest event time accepted, of each sample no later than its arrival. */
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

  /** Samples that each rule ignored. */
  public Map<RuleId, Ignored> ignored() {
    return Map.copyOf(ignored);
  }

  /** The producers whose samples have other times than one expects of them. */
  public ProducerClocks clocks() {
    return clocks;
  }
}
