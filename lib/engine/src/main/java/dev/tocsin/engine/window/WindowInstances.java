package dev.tocsin.engine.window;

import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.setting.AlertNaming;
import dev.tocsin.engine.alert.AlertKeyState;
import dev.tocsin.engine.alert.LifeCycle;
import dev.tocsin.engine.rule.ConditionResult;
import dev.tocsin.engine.rule.Ignored;
import dev.tocsin.engine.rule.Rule;
import dev.tocsin.engine.rule.ScheduledCondition;
import dev.tocsin.engine.state.StateReader;
import dev.tocsin.engine.state.StateWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;

/**
 * Keys of one scheduled rule (docs/rules.md, "Evaluation schedule"): all of them, or those of a
 * shard. Evaluation times must come in their order, each at most once. Times are milliseconds since
 * 1970. Not for several threads.
 */
public final class WindowInstances {
  /** Which layout the pages have; raised when it changes. */
  private static final long FORMAT = 4;

  /** Read as a number of buckets, it makes a version fail that knows no formats. */
  private static final long OTHERS_FAIL = 1L << 40;

  private final Rule rule;
  private final long interval;
  private final long step;
  private final Set<Fingerprint> expected;
  private final RecalledInstance recalled;
  private final CountedInstances keys;
  private final InstanceEvaluation evaluation;

  /** How many samples came. */
  private long arrivals;

  /**
   * @param rule whose condition is a {@link ScheduledCondition}
   * @param names a key that may fire and is not known to it is not evaluated
   */
  public WindowInstances(Rule rule, AlertNaming naming, AlertKeyLabels names) {
    this.rule = rule;
    ScheduledCondition condition = (ScheduledCondition) rule.condition();
    this.interval = rule.group().interval().toMillis();
    this.step = ScheduledCondition.stepOf(rule).toMillis();
    this.recalled = new RecalledInstance(rule, condition);
    this.expected =
        condition.expected().stream()
            .map(labels -> rule.key(labels).fingerprint())
            .collect(Collectors.toUnmodifiableSet());
    this.keys = new CountedInstances(rule, condition, recalled);
    this.evaluation = new InstanceEvaluation(rule, naming, names, expected, step, recalled, keys);
  }

  public Rule rule() {
    return rule;
  }

  /** How many of the rule's keys are elsewhere and count towards its limit: asked at new keys. */
  public void countElsewhere(IntSupplier keysElsewhere) {
    keys.countElsewhere(keysElsewhere);
  }

  /** The keys that the rule expects. */
  public Set<Fingerprint> expected() {
    return expected;
  }

  /** Makes some of them known, as if each had a sample at this time. */
  public void expect(Collection<Fingerprint> ofThese, long at) {
    for (Fingerprint name : ofThese) {
      if (keys.find(name) == null) {
        WindowInstance key = keys.findOrAdd(name);
        recalled.expect(key, at);
        keys.recount(key);
      }
    }
  }

  /**
   * Takes a sample that the rule selects, once all evaluation times before its {@code passed} are
   * evaluated. The next evaluation time from the sample's own on looks at it.
   */
  public void take(WindowSample sample) {
    recalled.add(keys.findOrAdd(sample.key()), sample, arrivals++);
  }

  /** The first point of the rule's own schedule that is not before a time. */
  private long evaluationTime(long time) {
    return Math.ceilDiv(time, step) * step;
  }

  /**
   * The first evaluation time of the group, not before {@code from}, at which something may happen.
   */
  public OptionalLong next(long from) {
    long first = Math.ceilDiv(from, interval) * interval;
    long next = Long.MAX_VALUE;
    for (WindowInstance key : keys) {
      if (!key.isIdle()) {
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
   * Evaluates an evaluation time of the rule's group, and returns what happened: first what results
   * bring, then what the lack of data brings, each by fingerprint.
   */
  public List<AlertKeyStep> evaluate(long evaluationTime) {
    return evaluation.run(evaluationTime);
  }

  /**
   * The first point of the rule's own schedule, not before {@code from}, that has to be evaluated
   * even if no sample comes.
   */
  public OptionalLong nextEvaluation(long from) {
    for (WindowInstance key : keys) {
      if (!key.isIdle()) {
        return OptionalLong.of(evaluationTime(from));
      }
    }
    return OptionalLong.empty();
  }

  /** Puts a key into a state that it was in before. */
  public void resume(Fingerprint name, AlertKeyState state) {
    WindowInstance key = keys.findOrAdd(name);
    key.state = state;
    keys.recount(key);
  }

  /** Writes what is remembered of samples; the keys' states are not part of it. */
  public void write(StateWriter out) {
    out.bits(FORMAT);
    out.count(OTHERS_FAIL);
    out.count(arrivals);
    for (WindowInstance key : keys) {
      if (!key.isEmpty()) {
        out.bits(key.name);
        key.write(out);
      }
    }
  }

  /**
   * Takes in what was written.
   *
   * @return false when a version of Tocsin wrote it that writes otherwise; then nothing is taken in
   */
  public boolean read(StateReader in) {
    if (in.isAtEnd() || in.bits() != FORMAT || in.span() != OTHERS_FAIL) {
      return false;
    }
    arrivals = in.span();
    while (!in.isAtEnd()) {
      WindowInstance key = keys.findOrAdd(new Fingerprint(in.bits()));
      key.read(in);
      keys.recount(key);
    }
    return true;
  }

  /** The keys that are alive, or of which samples are remembered. */
  public Collection<Fingerprint> remembered() {
    List<Fingerprint> remembered = new ArrayList<>();
    for (WindowInstance key : keys) {
      if (!key.isEmpty() || key.state.alive()) {
        remembered.add(new Fingerprint(key.name));
      }
    }
    return remembered;
  }

  /**
   * What the rule's condition says of a key at the first point of the rule's own schedule from a
   * time on, if no further sample comes before it; none of a key of which nothing is remembered.
   *
   * @param from not before the points that were evaluated
   */
  public ConditionResult preview(Fingerprint name, long from) {
    WindowInstance key = keys.find(name);
    if (key == null) {
      return ConditionResult.NONE;
    }
    recalled.recall(key, evaluationTime(from));
    recalled.look(evaluationTime(from), true);
    return recalled.memory().evaluate(evaluationTime(from));
  }

  /** The samples of a key that were ignored, as far as it is remembered. */
  public Ignored ignored(Fingerprint name) {
    WindowInstance key = keys.find(name);
    if (key == null) {
      return Ignored.NONE;
    }
    recalled.recall(key, 0);
    return recalled.ignored();
  }

  /** How many keys count towards the rule's limit. */
  public int counted() {
    return keys.counted();
  }

  /** The samples of all keys that were ignored since they were made or read. */
  public Ignored ignored() {
    return recalled.ignoredOfAll();
  }

  /** Keys whose condition held and whose labels are not known: they were left as they were. */
  public Set<Fingerprint> nameless() {
    return evaluation.nameless();
  }
}
