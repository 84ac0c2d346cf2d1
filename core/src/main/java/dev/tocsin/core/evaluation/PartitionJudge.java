package dev.tocsin.core.evaluation;

import dev.tocsin.core.alert.DedupKey;
import dev.tocsin.core.alert.KeyRow;
import dev.tocsin.core.alert.KeyState;
import dev.tocsin.core.alert.LifeCycle;
import dev.tocsin.core.alert.Phase;
import dev.tocsin.core.cursor.PartitionId;
import dev.tocsin.core.rule.RuleId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
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
  private final JudgedUntil judgedUntil;
  private final Duration allowedLateness;
  private final Duration dedupWindow;
  private final Instant clock;
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
      JudgedUntil judgedUntil,
      Duration allowedLateness,
      Duration dedupWindow,
      Instant clock) {
    this.partition = partition;
    this.eventTime = eventTime;
    this.keys = keys;
    this.judgedUntil = judgedUntil;
    this.allowedLateness = allowedLateness;
    this.dedupWindow = dedupWindow;
    this.clock = clock;
  }

  /** An accepted sample at {@code time}, with all its matches in the order of the rules. */
  public void accept(Instant time, Collection<Match> matches) {
    Instant highest = eventTime.filter(known -> known.isAfter(time)).orElse(time);
    eventTime = Optional.of(highest);
    Instant passed = (highest.isAfter(clock) ? clock : highest).minus(allowedLateness);
    for (Match match : matches) {
      if (time.isBefore(highest.minus(allowedLateness))) {
        count(late, match);
      } else {
        judge(match, passed);
      }
    }
  }

  private void judge(Match match, Instant passed) {
    var key = match.key().fingerprint();
    var rule = match.rule();
    Instant time = match.sample().timestamp();
    boolean verdict = match.verdict();
    if (!verdict && keys.row(key).isEmpty()) {
      return;
    }
    KeyRow blank = blank(match);
    Instant judged = judgedUntil.of(rule.group(), key.shard());
    keys.apply(
        blank,
        Optional.of(rule),
        LifeCycle.passTime(keys.state(key), rule.timing(), rule.group().interval(), judged, passed),
        judged);
    KeyState state = keys.state(key);
    if (state.alive() && time.isBefore(state.lastVerdict())) {
      count(late, match);
    } else if (state.phase() == Phase.NONE && verdict && keys.full(rule)) {
      count(beyondLimit, match);
    } else {
      keys.apply(
          blank,
          Optional.of(rule),
          LifeCycle.judge(
              state,
              rule.timing(),
              verdict,
              match.sample().value(),
              time,
              at -> DedupKey.of(rule, match.key(), dedupWindow, at)),
          judged);
    }
  }

  private KeyRow blank(Match match) {
    return new KeyRow(
        match.key().fingerprint(),
        match.rule().id(),
        match.rule().group().name(),
        partition,
        match.key().labels(),
        KeyState.NONE,
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

  /** Samples that each rule ignored because they came too late. */
  public Map<RuleId, Integer> late() {
    return Map.copyOf(late);
  }

  /** Samples that each rule ignored because it has as many keys as it may. */
  public Map<RuleId, Integer> beyondLimit() {
    return Map.copyOf(beyondLimit);
  }
}
