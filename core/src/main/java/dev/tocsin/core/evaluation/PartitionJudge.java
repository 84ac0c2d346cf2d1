package dev.tocsin.core.evaluation;

import com.google.protobuf.ByteString;
import dev.tocsin.core.alert.DedupKey;
import dev.tocsin.core.alert.KeyRow;
import dev.tocsin.core.alert.KeyState;
import dev.tocsin.core.alert.LifeCycle;
import dev.tocsin.core.alert.Step;
import dev.tocsin.core.cursor.PartitionId;
import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.rule.GridCondition;
import dev.tocsin.core.rule.InstantCondition;
import dev.tocsin.core.rule.Judgement;
import dev.tocsin.core.rule.PastCondition;
import dev.tocsin.core.rule.PastCondition.Past;
import dev.tocsin.core.rule.Rule;
import dev.tocsin.core.rule.RuleId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Judges the samples of one partition in their order, by the rules that are judged at samples.
 *
 * <p>A key's samples all come from its partition. So before a sample of the key is judged, the grid
 * points that the partition's own time has passed are judged for the key: its transitions do not
 * depend on how records were cut into batches, nor on how far other partitions are.
 */
public final class PartitionJudge {
  private final PartitionId partition;
  private final KeySet keys;
  private final JudgedBefore judgedBefore;
  private final Duration allowedLateness;
  private final Duration dedupWindow;
  private final Instant clock;
  private final int source;
  private final List<OnGrid> onGrid = new ArrayList<>();
  private final Map<RuleId, Integer> late = new HashMap<>();
  private final Map<RuleId, Integer> beyondLimit = new HashMap<>();
  private Optional<Instant> eventTime;

  /**
   * @param eventTime the highest event time accepted before
   * @param clock the partition's time is never later; {@link Instant#MAX} for no clock
   */
  public PartitionJudge(
      PartitionId partition,
      Optional<Instant> eventTime,
      KeySet keys,
      JudgedBefore judgedBefore,
      Duration allowedLateness,
      Duration dedupWindow,
      Instant clock) {
    this.partition = partition;
    this.source = source(partition);
    this.eventTime = eventTime;
    this.keys = keys;
    this.judgedBefore = judgedBefore;
    this.allowedLateness = allowedLateness;
    this.dedupWindow = dedupWindow;
    this.clock = clock;
  }

  /** A number for a partition, the same wherever it is asked for; never negative. */
  public static int source(PartitionId partition) {
    return (31 * partition.topic().hashCode() + partition.partition()) & Integer.MAX_VALUE;
  }

  /** A sample of a rule that is judged on the grid. */
  public record OnGrid(Rule rule, Rule.Key key, GridSample sample) {}

  /** Whether a sample may bring its key into being. */
  public static boolean mayBegin(Match match) {
    return switch (match.rule().condition()) {
      case InstantCondition condition -> condition.judge(match.sample().value()).holds();
      case PastCondition unused -> true;
      default -> false;
    };
  }

  /** An accepted sample at {@code time}, with all its matches in the order of the rules. */
  public void accept(Instant time, Collection<Match> matches) {
    Instant highest = eventTime.filter(known -> known.isAfter(time)).orElse(time);
    eventTime = Optional.of(highest);
    Instant passed = (highest.isAfter(clock) ? clock : highest).minus(allowedLateness);
    for (Match match : matches) {
      if (match.rule().condition() instanceof GridCondition) {
        onGrid.add(
            new OnGrid(
                match.rule(),
                match.key(),
                GridSample.of(
                    match.sample(), match.key().fingerprint(), source, passed.toEpochMilli())));
      } else if (time.isBefore(highest.minus(allowedLateness))) {
        count(late, match);
      } else {
        judge(match, passed);
      }
    }
  }

  private void judge(Match match, Instant passed) {
    switch (match.rule().condition()) {
      case InstantCondition condition -> {
        Judgement judgement = condition.judge(match.sample().value());
        if (judgement.holds() || keys.row(match.key().fingerprint()).isPresent()) {
          KeyRow row = passTime(match, passed);
          KeyState state = row.state();
          boolean isLate = state.alive() && time(match).isBefore(state.lastVerdict());
          apply(match, row, isLate, judgement, Optional.empty());
        }
      }
      case PastCondition condition -> {
        KeyRow row = passTime(match, passed);
        Past past =
            row.past()
                .map(known -> StoredPast.read(condition, known))
                .orElseGet(condition::unknown);
        if (time(match).isBefore(past.newest())) {
          apply(match, row, true, Judgement.NONE, row.past());
        } else {
          double value = match.sample().value();
          apply(
              match,
              row,
              false,
              past.judge(time(match), value),
              Optional.of(StoredPast.write(past.with(time(match), value))));
        }
      }
      default -> {
        // Judged on the grid.
      }
    }
  }

  /** Judges the grid points that have passed for the key of a sample, and returns the key. */
  private KeyRow passTime(Match match, Instant passed) {
    Fingerprint key = match.key().fingerprint();
    keys.row(key)
        .ifPresent(row -> GridJudge.passTime(keys, row, match.rule(), judgedBefore(match), passed));
    return keys.row(key).orElseGet(() -> blank(match));
  }

  private void apply(
      Match match, KeyRow row, boolean isLate, Judgement judgement, Optional<ByteString> past) {
    Rule rule = match.rule();
    if (isLate) {
      count(late, match);
    } else if (keys.row(row.fingerprint()).isEmpty() && keys.full(rule)) {
      count(beyondLimit, match);
    } else {
      Step step =
          LifeCycle.judge(
              row.state(),
              rule.timing(),
              judgement,
              time(match),
              at -> DedupKey.of(rule, match.key(), dedupWindow, at));
      keys.apply(blank(match), Optional.of(rule), step, past, judgedBefore(match).minusMillis(1));
    }
  }

  private Instant judgedBefore(Match match) {
    return judgedBefore.of(match.key().fingerprint().shard());
  }

  private static Instant time(Match match) {
    return match.sample().timestamp();
  }

  private KeyRow blank(Match match) {
    return new KeyRow(
        match.key().fingerprint(),
        match.rule().id(),
        Optional.of(partition),
        match.key().labels(),
        KeyState.NONE,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static void count(Map<RuleId, Integer> counts, Match match) {
    counts.merge(match.rule().id(), 1, Integer::sum);
  }

  /** The highest event time accepted. */
  public Optional<Instant> eventTime() {
    return eventTime;
  }

  /** The samples that wait for the grid, in the order in which they came. */
  public List<OnGrid> onGrid() {
    return List.copyOf(onGrid);
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
