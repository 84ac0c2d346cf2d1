package dev.tocsin.engine.window;

import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.engine.rule.Ignored;
import dev.tocsin.engine.rule.IgnoredReason;
import dev.tocsin.engine.rule.Rule;
import dev.tocsin.engine.rule.ScheduledCondition;
import dev.tocsin.engine.rule.WindowState;
import dev.tocsin.engine.sample.Sample;
import dev.tocsin.engine.state.StateReader;
import dev.tocsin.engine.state.StateWriter;
import java.util.Comparator;
import java.util.List;

/**
 * One key of a scheduled rule at a time, made of its bytes: the newest samples of its series, what
 * the rule's condition remembers, and the samples that wait. Times are milliseconds since 1970. Not
 * for several threads.
 */
final class RecalledInstance {
  private final List<String> metrics;
  private final int maxSeries;
  private final boolean countsWhileKnown;
  private final boolean countsFromStart;
  private final WindowState memory;
  private final NewestSamples newest;
  private final NewSamples unlooked = new NewSamples();

  /** How long the newest sample of a series is kept. */
  private final long kept;

  private final boolean unknownIsIdle;
  private final StateReader reader = new StateReader();
  private final StateWriter writer = new StateWriter();
  private Ignored ignored = Ignored.NONE;
  private Ignored ignoredOfAll = Ignored.NONE;

  /** How many of the samples that waited were looked at. */
  private int looked;

  RecalledInstance(Rule rule, ScheduledCondition condition) {
    this.metrics = condition.metrics();
    this.maxSeries = rule.maxSeriesPerKey();
    this.countsWhileKnown = condition.countsWhileKnown();
    this.countsFromStart = condition.countsFromStart();
    this.memory = condition.unknown(rule.group().interval());
    this.newest = new NewestSamples(condition.comparesConsecutive());
    long step = condition.step(rule.group().interval()).toMillis();
    this.kept = 2 * (condition.longestWindow().toMillis() + step);
    this.unknownIsIdle = memory.isIdle();
  }

  /** A key of which nothing is remembered. */
  WindowInstance unknown(Fingerprint name) {
    return new WindowInstance(name.value(), unknownIsIdle);
  }

  /**
   * Puts a sample behind what is remembered of a key, where it waits.
   *
   * @param arrival ascends from sample to sample
   */
  void add(WindowInstance key, WindowSample sample, long arrival) {
    int metric = metrics.indexOf(sample.metric());
    add(key, metric, sample.series(), sample.at(), sample.value(), sample.begun(), arrival);
  }

  /** Makes a key known, as if it had a sample of no series at a time. */
  void expect(WindowInstance key, long at) {
    add(key, metrics.size(), 0, at, 0, Sample.BEGUN_UNKNOWN, 0);
    key.isKnown = true;
  }

  private void add(
      WindowInstance key,
      int metric,
      long series,
      long at,
      double value,
      long begun,
      long arrival) {
    writer.clear();
    if (key.isEmpty()) {
      newest.clear();
      memory.clear();
      ignored = Ignored.NONE;
      writeRemembered();
    }
    NewSamples.write(writer, metric, series, at, value, begun, arrival);
    key.add(writer);
  }

  private boolean isExpected(int place) {
    return unlooked.metric(place) == metrics.size();
  }

  /**
   * Becomes a key, until another one is recalled or a sample is added.
   *
   * @param next the next evaluation time to be evaluated
   */
  void recall(WindowInstance key, long next) {
    looked = 0;
    memory.clear();
    if (key.isEmpty()) {
      newest.clear();
      unlooked.clear();
      ignored = Ignored.NONE;
      return;
    }
    key.recall(reader);
    newest.read(reader);
    memory.read(reader);
    memory.settle(next);
    ignored = new Ignored(reader.span(), reader.span(), reader.span());
    reader.near(0);
    unlooked.read(reader);
  }

  /**
   * Looks at the samples that wait, in the order of time: takes those that are newer than all that
   * were taken of their series, and that no limit refuses.
   *
   * @param mayCount whether the key counts towards the rule's limit, or may
   */
  void look(long evaluationTime, boolean mayCount) {
    long farEdge = memory.farEdge(evaluationTime);
    int seriesInWindow = newest.countAfter(farEdge);
    for (; looked < unlooked.size() && unlooked.time(looked) <= evaluationTime; looked++) {
      long at = unlooked.time(looked);
      if (isExpected(looked)) {
        memory.take(metrics.getFirst(), at, 0, WindowState.NOTHING_BEFORE, 0);
        continue;
      }
      long series = unlooked.series(looked);
      int found = newest.find(series);
      long before = newest.time(found);
      boolean isInWindow = at > farEdge;
      boolean isNewSeries = isInWindow && before <= farEdge;
      if (at <= before) {
        ignore(IgnoredReason.notNewer(at, before));
      } else if ((countsWith(at, farEdge) && !mayCount)
          || (isNewSeries && seriesInWindow >= maxSeries)) {
        ignore(IgnoredReason.BEYOND_LIMIT);
      } else {
        take(found, before);
        newest.put(found, series, at, unlooked.value(looked));
        seriesInWindow += isNewSeries ? 1 : 0;
      }
    }
  }

  /** A counter that began after the sample before it has counted from 0. */
  private void take(int found, long before) {
    String metric = metrics.get(unlooked.metric(looked));
    long at = unlooked.time(looked);
    double value = unlooked.value(looked);
    long begun = unlooked.begun(looked);
    if (countsFromStart && begun > before && begun < at && begun != Sample.BEGUN_UNKNOWN) {
      memory.take(metric, at, value, begun, 0);
    } else {
      memory.take(metric, at, value, before, newest.value(found));
    }
  }

  private boolean countsWith(long at, long farEdge) {
    return at > farEdge || countsWhileKnown;
  }

  private void ignore(IgnoredReason reason) {
    ignored = ignored.with(reason);
    ignoredOfAll = ignoredOfAll.with(reason);
  }

  /**
   * Of a key that was recalled and does not count, the sample that would make it count at an
   * evaluation time.
   */
  FirstSample firstToCount(long evaluationTime) {
    long farEdge = memory.farEdge(evaluationTime);
    for (int place = 0; place < unlooked.size(); place++) {
      long at = unlooked.time(place);
      if (at <= evaluationTime
          && countsWith(at, farEdge)
          && !isExpected(place)
          && at > newest.time(newest.find(unlooked.series(place)))) {
        return new FirstSample(at, unlooked.arrival(place));
      }
    }
    return FirstSample.NONE;
  }

  /** What decides which of two keys counts first: the time of a sample, then which came first. */
  record FirstSample(long at, long arrival) {
    static final FirstSample NONE = new FirstSample(Long.MAX_VALUE, Long.MAX_VALUE);

    static final Comparator<FirstSample> EARLIEST_FIRST =
        Comparator.comparingLong(FirstSample::at).thenComparingLong(FirstSample::arrival);
  }

  /** What the condition remembers, with all samples that were looked at. */
  WindowState memory() {
    return memory;
  }

  /** Forgets all but the samples that were not looked at. */
  void forget() {
    newest.clear();
    memory.clear();
    ignored = Ignored.NONE;
  }

  /**
   * Lets go of what no evaluation time from {@code next} on needs of the key that was recalled, and
   * writes down the rest.
   */
  void settle(WindowInstance key, long next) {
    memory.settle(next);
    newest.dropBefore(next - kept);
    boolean hasMemory = !memory.isEmpty() || !newest.isEmpty();
    boolean waits = looked < unlooked.size();
    writer.clear();
    if (hasMemory || waits) {
      writeRemembered();
      unlooked.writeFrom(looked, writer);
    }
    key.hasNew = waits;
    key.seriesInWindow = newest.countAfter(memory.farEdge(next));
    key.isKnown = !memory.isEmpty() || expectedWaits();
    key.remember(writer, memory.isIdle() && newest.isEmpty() && !waits);
  }

  private boolean expectedWaits() {
    for (int place = looked; place < unlooked.size(); place++) {
      if (isExpected(place)) {
        return true;
      }
    }
    return false;
  }

  private void writeRemembered() {
    newest.write(writer);
    memory.write(writer);
    writer.count(ignored.outOfOrder());
    writer.count(ignored.duplicates());
    writer.count(ignored.beyondLimit());
    writer.near(0);
  }

  /** The samples of the key that was recalled which were ignored. */
  Ignored ignored() {
    return ignored;
  }

  /** All samples of all keys that were ignored. */
  Ignored ignoredOfAll() {
    return ignoredOfAll;
  }
}
