package dev.tocsin.core.evaluation;

import dev.tocsin.core.alert.DedupKey;
import dev.tocsin.core.alert.KeyState;
import dev.tocsin.core.alert.LifeCycle;
import dev.tocsin.core.alert.Phase;
import dev.tocsin.core.alert.Step;
import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.label.Labels;
import dev.tocsin.core.rule.GridCondition;
import dev.tocsin.core.rule.GridMemory;
import dev.tocsin.core.rule.Judgement;
import dev.tocsin.core.rule.Rule;
import dev.tocsin.core.sample.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * All keys of one rule that is judged on the grid (rules-spec section 3). Grid points must come in
 * their order, each at most once. Times are milliseconds since 1970. Not for several threads.
 */
public final class GridKeys {
  private final Rule rule;
  private final GridCondition condition;
  private final Duration dedupWindow;
  private final long interval;
  private final long step;
  private final Map<Fingerprint, Key> keys = new TreeMap<>();
  private int counted;
  private long late;
  private long beyondLimit;

  /** What is known of one key. */
  private static final class Key {
    final Rule.Key name;
    final GridMemory memory;
    final boolean isExpected;
    KeyState state = KeyState.NONE;
    boolean isCounted;

    /** The newest sample of each series that is in a window still to be judged. */
    final Map<Long, Long> series = new HashMap<>();

    Key(Rule.Key name, GridMemory memory, boolean isExpected) {
      this.name = name;
      this.memory = memory;
      this.isExpected = isExpected;
    }
  }

  /**
   * @param rule whose condition is a {@link GridCondition}
   */
  public GridKeys(Rule rule, Duration dedupWindow) {
    this.rule = rule;
    this.condition = (GridCondition) rule.condition();
    this.dedupWindow = dedupWindow;
    this.interval = rule.group().interval().toMillis();
    this.step = condition.step(rule.group().interval()).toMillis();
  }

  public Rule rule() {
    return rule;
  }

  /** Makes the keys known that are expected, as if each had a sample at this time. */
  public void expect(long at) {
    for (Labels labels : condition.expected()) {
      Rule.Key name = rule.key(labels);
      Key key = new Key(name, condition.unknown(rule.group().interval()), true);
      key.memory.take(rule.metricName(), 0, at, 0);
      if (keys.putIfAbsent(name.fingerprint(), key) == null) {
        count(key);
      }
    }
  }

  /**
   * Takes a sample that the rule selects.
   *
   * @param effectiveTime grid points before it were judged
   */
  public void take(Sample sample, long effectiveTime) {
    long at = sample.timestamp().toEpochMilli();
    if (Math.ceilDiv(at, step) * step < effectiveTime) {
      late++;
    }
    long next = Math.ceilDiv(effectiveTime, step) * step;
    Rule.Key name = rule.key(sample.labels());
    Key known = keys.get(name.fingerprint());
    Key key =
        known != null ? known : new Key(name, condition.unknown(rule.group().interval()), false);
    boolean isInWindow = at > key.memory.farEdge(next);
    long series = series(sample);
    boolean newKey = !key.isCounted && (isInWindow || condition.countsWhileKnown());
    boolean newSeries = isInWindow && !key.series.containsKey(series);
    if ((newKey && counted >= rule.maxKeys())
        || (newSeries && key.series.size() >= rule.maxSeriesPerKey())) {
      beyondLimit++;
      return;
    }
    keys.putIfAbsent(name.fingerprint(), key);
    if (isInWindow) {
      key.series.merge(series, at, Math::max);
    }
    key.memory.take(sample.metricName(), series, at, sample.value());
    count(key);
  }

  /** Tells series apart; two of a key that are taken for one are too unlikely to care. */
  private static long series(Sample sample) {
    return sample.labels().fingerprint().value() * 31 + sample.metricName().hashCode();
  }

  private void count(Key key) {
    boolean counts =
        key.state.phase() != Phase.NONE || condition.countsWhileKnown() || !key.series.isEmpty();
    if (counts != key.isCounted) {
      key.isCounted = counts;
      counted += counts ? 1 : -1;
    }
  }

  /** The first grid point of the group, not before {@code from}, at which something may happen. */
  public OptionalLong next(long from) {
    long first = Math.ceilDiv(from, interval) * interval;
    long next = Long.MAX_VALUE;
    for (Key key : keys.values()) {
      if (!key.series.isEmpty() || !key.memory.isIdle()) {
        return OptionalLong.of(first);
      }
      next =
          Math.min(
              next,
              LifeCycle.due(
                      key.state,
                      rule.timing(),
                      rule.group().interval(),
                      Instant.ofEpochMilli(first - 1))
                  .map(Instant::toEpochMilli)
                  .orElse(Long.MAX_VALUE));
    }
    return next == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(next);
  }

  /**
   * Judges a grid point of the rule's group, and returns what happened: first what verdicts bring,
   * then what the lack of data brings, each by fingerprint.
   */
  public List<GridTransition> judge(long gridPoint) {
    List<GridTransition> happened = new ArrayList<>();
    if (gridPoint % step == 0) {
      for (Key key : keys.values()) {
        apply(key, verdict(key, gridPoint), happened);
      }
    }
    Instant at = Instant.ofEpochMilli(gridPoint);
    for (Key key : keys.values()) {
      apply(
          key,
          LifeCycle.passTime(
              key.state,
              rule.timing(),
              rule.group().interval(),
              at.minusMillis(1),
              at.plusMillis(1)),
          happened);
    }
    settle(Math.floorDiv(gridPoint, step) * step + step);
    return happened;
  }

  private Step verdict(Key key, long gridPoint) {
    Instant at = Instant.ofEpochMilli(gridPoint);
    if (!key.isExpected && key.memory.forgets(gridPoint)) {
      return LifeCycle.forget(key.state, at);
    }
    Judgement judgement = key.memory.judge(gridPoint);
    boolean isJudged = judgement.fromData() || key.state.alive();
    return LifeCycle.judge(
        key.state,
        rule.timing(),
        isJudged ? judgement : Judgement.NONE,
        at,
        fired -> DedupKey.of(rule, key.name, dedupWindow, fired));
  }

  private void apply(Key key, Step step, List<GridTransition> happened) {
    key.state = step.state();
    step.transitions()
        .forEach(transition -> happened.add(new GridTransition(rule, key.name, transition)));
  }

  /** Lets go of what no grid point from {@code next} on needs. */
  private void settle(long next) {
    keys.values()
        .removeIf(key -> {
          long farEdge = key.memory.farEdge(next);
          key.series.values().removeIf(newest -> newest <= farEdge);
          key.memory.settle(next);
          boolean isGone = key.state.phase() == Phase.NONE && key.memory.isEmpty();
          count(key);
          if (isGone && key.isCounted) {
            counted--;
          }
          return isGone;
        });
  }

  /** Samples that came after their grid point was judged. */
  public long late() {
    return late;
  }

  /** Samples that were ignored because the rule or its key had as much as it may have. */
  public long beyondLimit() {
    return beyondLimit;
  }
}
