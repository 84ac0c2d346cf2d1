package dev.tocsin.core.evaluation;

import static java.util.Objects.requireNonNull;

import dev.tocsin.core.alert.DedupKey;
import dev.tocsin.core.alert.KeyState;
import dev.tocsin.core.alert.LifeCycle;
import dev.tocsin.core.alert.Phase;
import dev.tocsin.core.alert.Step;
import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.rule.GridCondition;
import dev.tocsin.core.rule.GridMemory;
import dev.tocsin.core.rule.Judgement;
import dev.tocsin.core.rule.Rule;
import dev.tocsin.core.state.StateReader;
import dev.tocsin.core.state.StateWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Keys of one rule that is judged on the grid (rules-spec section 3): all of them, or those of a
 * shard. Grid points must come in their order, each at most once. Times are milliseconds since
 * 1970. Not for several threads.
 */
public final class GridKeys {
  private static final Comparator<KeyStep> BY_KEY = Comparator.comparing(KeyStep::key);

  private final Rule rule;
  private final GridCondition condition;
  private final Duration dedupWindow;
  private final KeyNames names;
  private final long interval;
  private final long step;
  private final Set<Fingerprint> expected = new HashSet<>();
  private final Map<Fingerprint, Key> keys = new HashMap<>();
  private long judgedBefore = Long.MIN_VALUE;
  private int counted;
  private int most;
  private long late;
  private long beyondLimit;
  private final Set<Fingerprint> nameless = new HashSet<>();

  /** What is known of one key. */
  private static final class Key {
    final GridMemory memory;
    KeyState state = KeyState.NONE;
    boolean isCounted;

    /** The newest sample of each series that is in a window still to be judged. */
    final Map<Long, Long> series = new HashMap<>(2);

    Key(GridMemory memory) {
      this.memory = memory;
    }
  }

  private record Judged(Fingerprint name, Key key, Judgement judgement) {}

  /**
   * @param rule whose condition is a {@link GridCondition}
   * @param names a key that may fire and is not known to it is not judged
   */
  public GridKeys(Rule rule, Duration dedupWindow, KeyNames names) {
    this.rule = rule;
    this.condition = (GridCondition) rule.condition();
    this.dedupWindow = dedupWindow;
    this.names = names;
    this.interval = rule.group().interval().toMillis();
    this.step = GridCondition.stepOf(rule).toMillis();
    this.most = rule.maxKeys();
    condition.expected().forEach(labels -> expected.add(rule.key(labels).fingerprint()));
  }

  public Rule rule() {
    return rule;
  }

  /** How many of the rule's keys are elsewhere and count towards its limit. */
  public void countElsewhere(int keysElsewhere) {
    most = rule.maxKeys() - keysElsewhere;
  }

  /** The keys that the rule expects. */
  public Set<Fingerprint> expected() {
    return Set.copyOf(expected);
  }

  /** Makes some of them known, as if each had a sample at this time. */
  public void expect(Collection<Fingerprint> ofThese, long at) {
    for (Fingerprint name : ofThese) {
      if (!keys.containsKey(name)) {
        Key key = unknown();
        key.memory.take(rule.metricName(), 0, 0, at, 0);
        keys.put(name, key);
        count(key);
      }
    }
  }

  private Key unknown() {
    return new Key(condition.unknown(rule.group().interval()));
  }

  /**
   * Takes a sample that the rule selects, once all grid points before its {@code passed} are
   * judged.
   */
  public void take(GridSample sample) {
    long at = sample.at();
    long passed = Math.max(sample.passed(), judgedBefore);
    if (gridPoint(at) < passed) {
      late++;
    }
    Key known = keys.get(sample.key());
    Key key = known != null ? known : unknown();
    boolean isInWindow = at > key.memory.farEdge(gridPoint(passed));
    boolean newKey = !key.isCounted && (isInWindow || condition.countsWhileKnown());
    boolean newSeries = isInWindow && !key.series.containsKey(sample.series());
    if ((newKey && counted >= most) || (newSeries && key.series.size() >= rule.maxSeriesPerKey())) {
      beyondLimit++;
      return;
    }
    if (known == null) {
      keys.put(sample.key(), key);
    }
    if (isInWindow) {
      key.series.merge(sample.series(), at, Math::max);
    }
    key.memory.take(sample.metric(), sample.series(), sample.source(), at, sample.value());
    count(key);
  }

  /** The first point of the rule's own grid that is not before a time. */
  private long gridPoint(long time) {
    return Math.ceilDiv(time, step) * step;
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
  public List<KeyStep> judge(long gridPoint) {
    List<KeyStep> happened = new ArrayList<>();
    judgedBefore = gridPoint + 1;
    if (gridPoint % step == 0) {
      judgeData(gridPoint, happened);
    }
    passTime(gridPoint, happened);
    if (gridPoint % step == 0) {
      settle(gridPoint + step);
    }
    return happened;
  }

  private void passTime(long gridPoint, List<KeyStep> happened) {
    Instant at = Instant.ofEpochMilli(gridPoint);
    List<KeyStep> passed = new ArrayList<>();
    keys.forEach((name, key) -> {
      if (key.state.phase() != Phase.NONE) {
        Step step =
            LifeCycle.passTime(
                key.state,
                rule.timing(),
                rule.group().interval(),
                at.minusMillis(1),
                at.plusMillis(1));
        apply(name, key, step, passed);
      }
    });
    passed.sort(BY_KEY);
    happened.addAll(passed);
  }

  private void judgeData(long gridPoint, List<KeyStep> happened) {
    Instant at = Instant.ofEpochMilli(gridPoint);
    List<Judged> judgements = new ArrayList<>();
    Set<Fingerprint> mayFire = new HashSet<>();
    keys.forEach((name, key) -> {
      boolean isForgotten = !expected.contains(name) && key.memory.forgets(gridPoint);
      Judgement judgement = isForgotten ? Judgement.NONE : key.memory.judge(gridPoint);
      if (isForgotten) {
        apply(name, key, LifeCycle.forget(key.state, at), happened);
      } else if (key.state.alive() || (judgement.fromData() && judgement.holds())) {
        judgements.add(new Judged(name, key, judgement));
        if (judgement.holds() && key.state.phase() != Phase.FIRING) {
          mayFire.add(name);
        }
      }
    });
    Map<Fingerprint, Rule.Key> named = mayFire.isEmpty() ? Map.of() : names.find(mayFire);
    mayFire.removeAll(named.keySet());
    nameless.addAll(mayFire);
    for (Judged one : judgements) {
      if (!mayFire.contains(one.name())) {
        Step step =
            LifeCycle.judge(
                one.key().state,
                rule.timing(),
                one.judgement(),
                at,
                fired ->
                    DedupKey.of(rule, requireNonNull(named.get(one.name())), dedupWindow, fired));
        apply(one.name(), one.key(), step, happened);
      }
    }
    happened.sort(BY_KEY);
  }

  private void apply(Fingerprint name, Key key, Step step, List<KeyStep> happened) {
    if (!step.transitions().isEmpty() || !step.state().equals(key.state)) {
      key.state = step.state();
      count(key);
      happened.add(new KeyStep(name, step));
    }
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

  /**
   * The first point of the rule's own grid, not before {@code from}, that has to be judged even if
   * no sample comes.
   */
  public OptionalLong nextJudgement(long from) {
    boolean isIdle =
        keys.values().stream().allMatch(key -> key.series.isEmpty() && key.memory.isIdle());
    return isIdle ? OptionalLong.empty() : OptionalLong.of(gridPoint(from));
  }

  /** Puts a key into a state that it was in before. */
  public void resume(Fingerprint name, KeyState state) {
    Key key = keys.computeIfAbsent(name, unknown -> unknown());
    key.state = state;
    count(key);
  }

  /** Writes what is remembered of samples; the keys' states are not part of it. */
  public void write(StateWriter out) {
    keys.forEach((name, key) -> {
      if (!key.memory.isEmpty()) {
        out.bits(name.value());
        key.memory.write(out);
        out.count(key.series.size());
        key.series.forEach((series, newest) -> {
          out.bits(series);
          out.time(newest);
        });
      }
    });
  }

  /**
   * Takes in what was written.
   *
   * @param from grid points before it were judged
   */
  public void read(StateReader in, long from) {
    judgedBefore = from;
    long next = gridPoint(from);
    while (!in.isAtEnd()) {
      Key key = keys.computeIfAbsent(new Fingerprint(in.bits()), unknown -> unknown());
      key.memory.read(in);
      for (int left = in.count(); left > 0; left--) {
        key.series.put(in.bits(), in.time());
      }
      key.memory.settle(next);
      count(key);
    }
  }

  /** The keys that are alive, or of which samples are remembered. */
  public Collection<Fingerprint> remembered() {
    return keys.entrySet().stream()
        .filter(key -> !key.getValue().memory.isEmpty() || key.getValue().state.alive())
        .map(Map.Entry::getKey)
        .toList();
  }

  /**
   * What the rule's condition says of a key at the first point of the rule's own grid from a time
   * on, if no further sample comes before it; none of a key of which nothing is remembered.
   *
   * @param from not before the points that were judged
   */
  public Judgement preview(Fingerprint name, long from) {
    Key key = keys.get(name);
    return key == null ? Judgement.NONE : key.memory.judge(gridPoint(from));
  }

  /** How many keys count towards the rule's limit. */
  public int counted() {
    return counted;
  }

  /** Samples that came after their grid point was judged. */
  public long late() {
    return late;
  }

  /** Samples that were ignored because the rule or its key had as much as it may have. */
  public long beyondLimit() {
    return beyondLimit;
  }

  /** Keys whose condition held and whose labels are not known: they were left as they were. */
  public Set<Fingerprint> nameless() {
    return Set.copyOf(nameless);
  }
}
