package dev.tocsin.testkit.oracle;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.label.Labels;
import dev.tocsin.engine.condition.absence.Absence;
import dev.tocsin.engine.condition.anomaly.Anomaly;
import dev.tocsin.engine.condition.rate.Rate;
import dev.tocsin.engine.condition.threshold.Aggregate;
import dev.tocsin.engine.condition.threshold.Threshold;
import dev.tocsin.engine.condition.threshold.WindowThreshold;
import dev.tocsin.engine.rule.ActiveHours;
import dev.tocsin.engine.rule.ConditionResult;
import dev.tocsin.engine.rule.Ignored;
import dev.tocsin.engine.rule.IgnoredReason;
import dev.tocsin.engine.rule.Operator;
import dev.tocsin.engine.rule.Rule;
import dev.tocsin.engine.rule.ScheduledCondition;
import dev.tocsin.engine.rule.Timing.OnNoData;
import dev.tocsin.engine.sample.Sample;
import dev.tocsin.testkit.oracle.NaiveWindow.Observed;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rules' specification for one partition and no clock, word by word: every evaluation time is
 * visited, every key is looked at, every sample is kept, nothing is skipped. Times are
 * milliseconds.
 */
public final class NaiveEvaluator {
  private static final long DAY = 24 * 3_600_000L;

  private List<Rule> rules;
  private final long lateness;
  private final long dedupWindow;
  private final Map<Rule, Map<Fingerprint, Key>> keys = new HashMap<>();

  /** The samples of scheduled rules that were not looked at, as they came. */
  private final Map<Rule, List<Unlooked>> waiting = new HashMap<>();

  private final Map<String, Ignored> ignored = new TreeMap<>();
  private final List<Change> lines = new ArrayList<>();
  private final Map<Long, Long> nextOfInterval = new LinkedHashMap<>();
  private @Nullable Long highest;

  public NaiveEvaluator(List<Rule> rules, Duration lateness, Duration dedupWindow) {
    this.rules = List.copyOf(rules);
    this.lateness = lateness.toMillis();
    this.dedupWindow = dedupWindow.toMillis();
    rules.forEach(rule -> keys.put(rule, new TreeMap<>()));
  }

  /** Plays samples in the order given and returns all transitions so far. */
  public List<Change> play(List<Sample> samples) {
    for (Sample sample : samples) {
      long time = sample.timestamp().toEpochMilli();
      boolean first = highest == null;
      long newest = highest == null ? time : Math.max(highest, time);
      highest = newest;
      var unused = passTime(newest - lateness);
      if (first) {
        rules.forEach(rule -> expect(rule, time));
      }
      for (Rule rule : rules) {
        if (rule.condition().metrics().contains(sample.metricName())
            && rule.selects(sample.labels())) {
          if (rule.condition() instanceof ScheduledCondition) {
            waiting
                .computeIfAbsent(rule, missing -> new ArrayList<>())
                .add(new Unlooked(sample.labels(), observed(sample)));
          } else {
            take(rule, sample, newest);
          }
        }
      }
    }
    return List.copyOf(lines);
  }

  /** Evaluates all evaluation times before {@code watermark} that were not evaluated yet. */
  public List<Change> passTime(long watermark) {
    for (Rule rule : rules) {
      long interval = rule.group().interval().toMillis();
      nextOfInterval.computeIfAbsent(
          interval, missing -> Math.floorDiv(watermark, interval) * interval);
    }
    while (true) {
      long at = nextOfInterval.values().stream().min(Comparator.naturalOrder()).orElse(watermark);
      if (at >= watermark) {
        return List.copyOf(lines);
      }
      nextOfInterval.replaceAll((interval, next) -> next == at ? next + interval : next);
      for (Rule rule : rules) {
        if (at % rule.group().interval().toMillis() == 0) {
          evaluate(rule, at);
        }
      }
    }
  }

  /**
   * Evaluates all evaluation times before {@code watermark}, and goes on with other rules: those
   * that ended, or became others, resolve what fires.
   */
  public void change(List<Rule> next, long watermark) {
    var unused = passTime(watermark);
    Map<Rule, Map<Fingerprint, Key>> before = new HashMap<>(keys);
    Map<Rule, List<Unlooked>> waitingBefore = new HashMap<>(waiting);
    keys.clear();
    waiting.clear();
    for (Rule rule : rules) {
      Rule successor =
          next.stream().filter(other -> other.part().equals(rule.part())).findFirst().orElse(null);
      if (successor != null && identity(next, rule).equals(identity(rules, rule))) {
        keys.put(successor, before.getOrDefault(rule, new TreeMap<>()));
        waiting.put(successor, waitingBefore.getOrDefault(rule, new ArrayList<>()));
      } else {
        String reason = successor == null ? "rule_removed" : "rule_changed";
        for (Key key : before.getOrDefault(rule, Map.of()).values()) {
          if (key.state.equals("firing")) {
            move(rule, key, "resolved", reason, watermark, null);
          }
        }
      }
    }
    rules = List.copyOf(next);
    rules.forEach(rule -> keys.computeIfAbsent(rule, begun -> new TreeMap<>()));
    nextOfInterval.clear();
    rules.forEach(rule -> {
      long interval = rule.group().interval().toMillis();
      nextOfInterval.put(interval, Math.ceilDiv(watermark, interval) * interval);
    });
  }

  /** Of all parts of a rule. */
  private static List<String> identity(List<Rule> ruleSet, Rule of) {
    return ruleSet.stream().filter(rule -> rule.id().equals(of.id())).map(Rule::identity).toList();
  }

  private void evaluate(Rule rule, long at) {
    long interval = rule.group().interval().toMillis();
    long step = NaiveWindow.step(rule.condition(), interval);
    if (rule.condition() instanceof ScheduledCondition && at % step == 0) {
      look(rule, at, step);
      List.copyOf(keys(rule).values()).forEach(key -> evaluateScheduled(rule, key, at, step));
    }
    for (Key key : keys(rule).values()) {
      boolean firing = key.state.equals("firing");
      boolean kept =
          firing
              && (rule.timing().onNoData() == OnNoData.KEEP
                  || at - key.lastTrue < rule.timing().keepFiringFor().toMillis());
      if (key.alive() && !kept && at - key.results.getLast() >= patience(rule, key)) {
        move(rule, key, "resolved", "no_data", at, null);
      }
    }
    long rest = Math.max(rule.timing().cooldown().toMillis(), 15 * 60_000);
    for (Key key : keys(rule).values()) {
      if (key.state.equals("resolved") && at - key.moved >= rest) {
        key.rest();
        if (rule.condition() instanceof Threshold) {
          key.taken.clear();
        }
      }
      if (rule.condition() instanceof Anomaly
          && !key.taken.isEmpty()
          && at - key.taken.getLast().at() >= DAY) {
        key.taken.clear();
      }
    }
    keys(rule)
        .values()
        .removeIf(key -> key.state.equals("none") && key.taken.isEmpty() && key.newest.isEmpty());
  }

  private static long patience(Rule rule, Key key) {
    long least = rule.timing().patience().least().toMillis();
    if (!rule.timing().patience().grows()) {
      return least;
    }
    long last = key.results.getLast();
    long gap =
        key.results.reversed().stream()
            .filter(other -> other != last)
            .findFirst()
            .map(other -> last - other)
            .orElse(0L);
    return Math.max(least, Math.min(3 * gap, DAY));
  }

  /** Looks at the samples that were not looked at, in the order of time. */
  private void look(Rule rule, long at, long step) {
    long from = NaiveWindow.farEdge(rule.condition(), step, at);
    long kept = 2 * (NaiveWindow.longest(rule.condition()) + step);
    for (Key key : keys(rule).values()) {
      key.newest.values().removeIf(newest -> at - newest > kept);
    }
    List<Unlooked> all = waiting.computeIfAbsent(rule, missing -> new ArrayList<>());
    List<Unlooked> due =
        all.stream()
            .filter(item -> item.sample().at() <= at)
            .sorted(Comparator.comparingLong(item -> item.sample().at()))
            .toList();
    all.removeIf(item -> item.sample().at() <= at);
    for (Unlooked item : due) {
      Observed sample = item.sample();
      Key key =
          keys(rule)
              .getOrDefault(rule.key(item.labels()).fingerprint(), new Key(rule, item.labels()));
      Long newest = key.newest.get(sample.series());
      boolean isInWindow = sample.at() > from;
      boolean isKnown = isKnownWithoutSamples(rule);
      long counted =
          keys(rule).values().stream().filter(other -> counts(rule, other, from)).count();
      long series = key.newest.values().stream().filter(time -> time > from).count();
      boolean newSeries = isInWindow && (newest == null || newest <= from);
      if (newest != null && sample.at() <= newest) {
        ignore(rule, sample.at() == newest ? IgnoredReason.DUPLICATE : IgnoredReason.OUT_OF_ORDER);
      } else if (((isInWindow || isKnown) && !counts(rule, key, from) && counted >= rule.maxKeys())
          || (newSeries && series >= rule.maxSeriesPerKey())) {
        ignore(rule, IgnoredReason.BEYOND_LIMIT);
      } else {
        key.newest.put(sample.series(), sample.at());
        key.taken.add(sample);
        keys(rule).put(key.named.fingerprint(), key);
      }
    }
  }

  private void ignore(Rule rule, IgnoredReason reason) {
    ignored.merge(rule.id().value(), Ignored.NONE.with(reason), Ignored::plus);
  }

  /** Absence, and count and sum that hold at 0. */
  private static boolean isKnownWithoutSamples(Rule rule) {
    return switch (rule.condition()) {
      case Absence unused -> true;
      case WindowThreshold it ->
          (it.aggregate() == Aggregate.COUNT || it.aggregate() == Aggregate.SUM)
              && it.comparison().holds(0, it.threshold());
      default -> false;
    };
  }

  private static Duration forgetAfter(Rule rule) {
    return switch (rule.condition()) {
      case Absence it -> it.forgetAfter();
      case WindowThreshold it -> it.forgetAfter();
      default -> Duration.ofMillis(Long.MAX_VALUE);
    };
  }

  private void evaluateScheduled(Rule rule, Key key, long at, long step) {
    boolean isKnown = isKnownWithoutSamples(rule) && !key.taken.isEmpty();
    if (isKnown && !key.expected) {
      long newest =
          key.taken.stream().mapToLong(Observed::at).filter(t -> t <= at).max().orElse(at);
      if (at - newest >= forgetAfter(rule).toMillis()) {
        if (key.alive()) {
          move(rule, key, "resolved", "forgotten", at, (at - newest) / 1000.0);
        }
        key.rest();
        key.taken.clear();
        key.newest.clear();
        return;
      }
    }
    long from = NaiveWindow.farEdge(rule.condition(), step, at);
    boolean inWindow = key.taken.stream().anyMatch(item -> item.at() > from && item.at() <= at);
    if (isKnown || inWindow || key.alive()) {
      ConditionResult found = NaiveWindow.evaluate(rule.condition(), key.taken, step, at);
      result(rule, key, inWindow ? whileFiring(rule, key, found) : found, at);
    }
  }

  /** While a key fires, {@code resolve_threshold} counts, but for what an empty window is. */
  private static ConditionResult whileFiring(Rule rule, Key key, ConditionResult result) {
    boolean keeps =
        switch (rule.condition()) {
          case Threshold it -> keeps(it.comparison(), it.resolveThreshold(), result.value());
          case WindowThreshold it -> keeps(it.comparison(), it.resolveThreshold(), result.value());
          case Rate it -> keeps(it.comparison(), it.resolveThreshold(), result.value());
          default -> false;
        };
    return key.state.equals("firing") && !result.isNone() && keeps
        ? ConditionResult.of(true, result.value())
        : ConditionResult.of(result.holds(), result.value());
  }

  private static boolean keeps(Operator operator, Optional<Double> limit, double value) {
    return limit.isPresent() && operator.holds(value, limit.get());
  }

  private void expect(Rule rule, long at) {
    if (rule.condition() instanceof Absence absence) {
      for (Labels labels : absence.expected()) {
        Key key = new Key(rule, labels);
        key.expected = true;
        key.taken.add(new Observed(absence.metric(), "expected", at, 0));
        keys(rule).putIfAbsent(key.named.fingerprint(), key);
      }
    }
  }

  private static boolean counts(Rule rule, Key key, long from) {
    return !key.state.equals("none")
        || (isKnownWithoutSamples(rule) && !key.taken.isEmpty())
        || key.newest.values().stream().anyMatch(time -> time > from);
  }

  private static Observed observed(Sample sample) {
    return new Observed(
        sample.metricName(),
        sample.metricName() + sample.labels(),
        sample.timestamp().toEpochMilli(),
        sample.value());
  }

  /** Takes a sample of a per-sample rule. */
  private void take(Rule rule, Sample sample, long newest) {
    long time = sample.timestamp().toEpochMilli();
    long evaluated = Math.max(time, newest - lateness);
    Rule.Key named = rule.key(sample.labels());
    Key key = keys(rule).getOrDefault(named.fingerprint(), new Key(rule, sample.labels()));
    boolean remembers = rule.condition() instanceof Anomaly;
    boolean compares = !key.taken.isEmpty() && (remembers || key.alive());
    if (compares && time <= key.taken.getLast().at()) {
      ignore(
          rule,
          time == key.taken.getLast().at() ? IgnoredReason.DUPLICATE : IgnoredReason.OUT_OF_ORDER);
      return;
    }
    if (remembers && !key.taken.isEmpty() && evaluated - key.taken.getLast().at() >= DAY) {
      key.taken.clear();
    }
    Observed taken = new Observed(sample.metricName(), "", time, sample.value());
    ConditionResult result =
        switch (rule.condition()) {
          case Threshold threshold ->
              ConditionResult.of(
                  threshold.comparison().holds(sample.value(), threshold.threshold()),
                  sample.value());
          case Anomaly anomaly -> NaiveWindow.anomaly(anomaly, key.taken, taken);
          default -> throw new IllegalArgumentException("evaluated on a schedule: " + rule);
        };
    if (!remembers && !key.alive() && !(result.holds() && isActive(rule, evaluated))) {
      return;
    }
    if (!keys(rule).containsKey(named.fingerprint())) {
      if (keys(rule).size() >= rule.maxKeys()) {
        ignore(rule, IgnoredReason.BEYOND_LIMIT);
        return;
      }
      keys(rule).put(named.fingerprint(), key);
    }
    result(rule, key, whileFiring(rule, key, result), evaluated);
    if (!remembers) {
      key.taken.clear();
    }
    if (remembers || key.alive()) {
      key.taken.add(taken);
    }
  }

  private void result(Rule rule, Key key, ConditionResult result, long at) {
    if (result.isNone()) {
      return;
    }
    double value = result.value();
    boolean holds = result.holds() && isActive(rule, at);
    String end = result.holds() ? "inactive" : "condition_cleared";
    if (!key.alive()) {
      if (holds) {
        if (key.state.equals("none") || key.isCleared) {
          key.results.clear();
        }
        key.results.add(at);
        key.since = at;
        key.lastTrue = at;
        move(rule, key, "pending", "condition_met", at, value);
        fire(rule, key, at, value);
      }
      return;
    }
    key.results.add(at);
    if (key.state.equals("pending")) {
      if (holds) {
        key.lastTrue = at;
        fire(rule, key, at, value);
      } else {
        move(rule, key, "resolved", end, at, value);
      }
    } else if (holds) {
      key.lastTrue = at;
      long repeat = rule.timing().repeatInterval().toMillis();
      if (repeat > 0 && at - key.fired() >= repeat) {
        key.lastFired = at;
        key.fireCount++;
        move(rule, key, "firing", "refired", at, value);
      }
    } else if (at - key.lastTrue >= rule.timing().keepFiringFor().toMillis()) {
      move(rule, key, "resolved", end, at, value);
    }
  }

  /** Compares what a clock at the place shows. */
  private static boolean isActive(Rule rule, long at) {
    ActiveHours hours = rule.timing().active();
    ZonedDateTime there = Instant.ofEpochMilli(at).atZone(hours.location());
    String shown = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).format(there);
    boolean isDay = hours.weekdays().isEmpty() || hours.weekdays().contains(there.getDayOfWeek());
    boolean isTime =
        hours.times().isEmpty()
            || hours.times().stream()
                .map(range -> range.toString().split("-", -1))
                .anyMatch(range -> range[0].compareTo(shown) <= 0 && shown.compareTo(range[1]) < 0);
    return isDay && isTime;
  }

  private void fire(Rule rule, Key key, long time, double value) {
    boolean cool =
        key.lastFired == null || time - key.lastFired >= rule.timing().cooldown().toMillis();
    if (time - key.since < rule.timing().duration().toMillis() || !cool) {
      return;
    }
    Optional<String> instance =
        Stream.of("instance_id", "instance", "host.name", "host").filter(key.own::has).findFirst();
    String dedup =
        rule.id()
            + ":"
            + instance.map(key.own::get).orElse("unknown")
            + ":"
            + rule.metricName()
            + ":"
            + time / dedupWindow;
    if (key.own.size() != instance.stream().count() || rule.window().isPresent()) {
      dedup += ":" + key.named.fingerprint();
    }
    dedup = shortened(dedup);
    key.fireCount = dedup.equals(key.dedupKey) ? key.fireCount + 1 : 1;
    key.dedupKey = dedup;
    key.lastFired = time;
    move(rule, key, "firing", "duration_met", time, value);
  }

  /** The first 183 code points, and half of the digits that a hash has. */
  private static String shortened(String dedup) {
    int[] points = dedup.codePoints().toArray();
    if (points.length <= 200) {
      return dedup;
    }
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(dedup.getBytes(UTF_8));
      return new String(points, 0, 183)
          + "~"
          + "%064x".formatted(new BigInteger(1, hash)).substring(0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private void move(Rule rule, Key key, String to, String reason, long at, @Nullable Double value) {
    lines.add(
        new Change(
            at,
            rule.id().value(),
            key.named.fingerprint(),
            key.state,
            to,
            reason,
            value,
            key.fireCount,
            key.dedupKey));
    key.state = to;
    key.moved = at;
    key.isCleared = reason.equals("condition_cleared") || reason.equals("inactive");
  }

  private Map<Fingerprint, Key> keys(Rule rule) {
    return keys.computeIfAbsent(rule, missing -> new TreeMap<>());
  }

  /** Samples that each rule ignored. */
  public Map<String, Ignored> ignored() {
    return Map.copyOf(ignored);
  }

  /** Orders lines so that the transitions of different keys can be compared as sets. */
  public static List<Change> byKey(List<Change> lines) {
    return lines.stream()
        .sorted(Comparator.comparing(Change::ruleId).thenComparing(Change::fingerprint))
        .toList();
  }

  /** One transition, as the backtest prints it. */
  public record Change(
      long at,
      String ruleId,
      Fingerprint fingerprint,
      String from,
      String to,
      String reason,
      @Nullable Double value,
      int fireCount,
      @Nullable String dedupKey) {}

  /** A sample that no evaluation time has looked at. */
  private record Unlooked(Labels labels, Observed sample) {}

  private static final class Key {
    final Rule.Key named;
    final Labels own;
    final List<Observed> taken = new ArrayList<>();

    /** The time of the newest sample taken of each series. */
    final Map<String, Long> newest = new HashMap<>();

    /** The times of its results, true or false, while it was alive. */
    final List<Long> results = new ArrayList<>();

    boolean isCleared;
    boolean expected;
    String state = "none";
    long since;
    long lastTrue;
    long moved;
    int fireCount;
    @Nullable Long lastFired;
    @Nullable String dedupKey;

    Key(Rule rule, Labels series) {
      this.named = rule.key(series);
      Map<String, String> kept = new HashMap<>(series.asMap());
      rule.by().ifPresent(by -> kept.keySet().retainAll(by));
      this.own = Labels.of(kept);
    }

    boolean alive() {
      return state.equals("pending") || state.equals("firing");
    }

    long fired() {
      return lastFired == null ? Long.MIN_VALUE / 2 : lastFired;
    }

    void rest() {
      state = "none";
      fireCount = 0;
      lastFired = null;
      dedupKey = null;
    }
  }
}
