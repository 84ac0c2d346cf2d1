package dev.tocsin.testkit.oracle;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.label.Labels;
import dev.tocsin.engine.condition.absence.Absence;
import dev.tocsin.engine.condition.anomaly.Anomaly;
import dev.tocsin.engine.condition.threshold.Threshold;
import dev.tocsin.engine.rule.ConditionResult;
import dev.tocsin.engine.rule.Rule;
import dev.tocsin.engine.rule.ScheduledCondition;
import dev.tocsin.engine.rule.Timing.OnNoData;
import dev.tocsin.engine.sample.Sample;
import dev.tocsin.testkit.oracle.NaiveWindow.Observed;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
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
  private final Map<String, Long> late = new TreeMap<>();
  private final Map<String, Long> beyondLimit = new TreeMap<>();
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
            keep(rule, sample, newest - lateness);
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
    keys.clear();
    for (Rule rule : rules) {
      Rule successor =
          next.stream().filter(other -> other.part().equals(rule.part())).findFirst().orElse(null);
      if (successor != null && identity(next, rule).equals(identity(rules, rule))) {
        keys.put(successor, before.getOrDefault(rule, new TreeMap<>()));
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
      List.copyOf(keys(rule).values()).forEach(key -> evaluateScheduled(rule, key, at, step));
    }
    long patience = Math.max(rule.timing().staleAfter().toMillis(), 2 * step);
    for (Key key : keys(rule).values()) {
      boolean kept = key.state.equals("firing") && rule.timing().onNoData() == OnNoData.KEEP;
      if (key.alive() && !kept && at - key.lastResult >= patience) {
        move(rule, key, "resolved", "no_data", at, null);
      }
    }
    long rest = Math.max(rule.timing().cooldown().toMillis(), 15 * 60_000);
    for (Key key : keys(rule).values()) {
      if (key.state.equals("resolved") && at - key.moved >= rest) {
        key.rest();
      }
      if (rule.condition() instanceof Anomaly
          && !key.taken.isEmpty()
          && at - key.taken.getLast().at() >= DAY) {
        key.taken.clear();
      }
    }
    keys(rule).values().removeIf(key -> key.state.equals("none") && key.taken.isEmpty());
  }

  private void evaluateScheduled(Rule rule, Key key, long at, long step) {
    if (rule.condition() instanceof Absence absence && !key.expected) {
      long newest =
          key.taken.stream().mapToLong(Observed::at).filter(t -> t <= at).max().orElse(at);
      if (at - newest >= absence.forgetAfter().toMillis()) {
        if (key.alive()) {
          move(rule, key, "resolved", "forgotten", at, null);
        }
        key.rest();
        key.taken.removeIf(item -> item.at() <= at);
        return;
      }
    }
    long from = NaiveWindow.farEdge(rule.condition(), step, at);
    boolean inWindow = key.taken.stream().anyMatch(item -> item.at() > from && item.at() <= at);
    if (rule.condition() instanceof Absence || inWindow || key.alive()) {
      result(rule, key, NaiveWindow.evaluate(rule.condition(), key.taken, step, at), at);
    }
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

  /** Keeps a sample of a scheduled rule. */
  private void keep(Rule rule, Sample sample, long watermark) {
    long step = NaiveWindow.step(rule.condition(), rule.group().interval().toMillis());
    long time = sample.timestamp().toEpochMilli();
    long evaluationTime = Math.ceilDiv(time, step) * step;
    if (evaluationTime < watermark) {
      late.merge(rule.id().value(), 1L, Long::sum);
    }
    long next = Math.ceilDiv(watermark, step) * step;
    long from = NaiveWindow.farEdge(rule.condition(), step, next);
    Rule.Key named = rule.key(sample.labels());
    Key key = keys(rule).getOrDefault(named.fingerprint(), new Key(rule, sample.labels()));
    Observed taken =
        new Observed(
            sample.metricName(), sample.metricName() + sample.labels(), time, sample.value());
    boolean becomesCounted =
        !counts(rule, key, from) && (time > from || rule.condition() instanceof Absence);
    long counted = keys(rule).values().stream().filter(item -> counts(rule, item, from)).count();
    List<String> series =
        key.taken.stream()
            .filter(item -> item.at() > from && !item.series().equals("expected"))
            .map(Observed::series)
            .distinct()
            .toList();
    boolean newSeries = time > from && !series.contains(taken.series());
    if ((becomesCounted && counted >= rule.maxKeys())
        || (newSeries && series.size() >= rule.maxSeriesPerKey())) {
      beyondLimit.merge(rule.id().value(), 1L, Long::sum);
      return;
    }
    key.taken.add(taken);
    keys(rule).put(named.fingerprint(), key);
  }

  private static boolean counts(Rule rule, Key key, long from) {
    return !key.state.equals("none")
        || (rule.condition() instanceof Absence && !key.taken.isEmpty())
        || key.taken.stream().anyMatch(item -> item.at() > from);
  }

  /** Takes a sample of a per-sample rule. */
  private void take(Rule rule, Sample sample, long newest) {
    long time = sample.timestamp().toEpochMilli();
    Rule.Key named = rule.key(sample.labels());
    Key key = keys(rule).getOrDefault(named.fingerprint(), new Key(rule, sample.labels()));
    boolean older =
        key.taken.isEmpty()
            ? key.alive() && time < key.lastResult
            : time < key.taken.getLast().at();
    if (time < newest - lateness || older) {
      late.merge(rule.id().value(), 1L, Long::sum);
      return;
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
    boolean remembers = rule.condition() instanceof Anomaly;
    if (!remembers && !key.alive() && !result.holds()) {
      return;
    }
    if (!keys(rule).containsKey(named.fingerprint())) {
      if (keys(rule).size() >= rule.maxKeys()) {
        beyondLimit.merge(rule.id().value(), 1L, Long::sum);
        return;
      }
      keys(rule).put(named.fingerprint(), key);
    }
    if (remembers) {
      key.taken.add(taken);
    }
    result(rule, key, result, time);
  }

  private void result(Rule rule, Key key, ConditionResult result, long at) {
    if (result.isNone()) {
      return;
    }
    double value = result.value();
    if (!key.alive()) {
      if (result.holds() && result.fromData()) {
        key.since = at;
        key.lastTrue = at;
        key.lastResult = at;
        move(rule, key, "pending", "condition_met", at, value);
        fire(rule, key, at, value);
      }
      return;
    }
    if (result.fromData()) {
      key.lastResult = at;
    }
    if (key.state.equals("pending")) {
      if (result.holds()) {
        key.lastTrue = at;
        fire(rule, key, at, value);
      } else {
        move(rule, key, "resolved", "condition_cleared", at, value);
      }
    } else if (result.holds()) {
      key.lastTrue = at;
      long repeat = rule.timing().repeatInterval().toMillis();
      if (repeat > 0 && at - key.fired() >= repeat) {
        key.lastFired = at;
        key.fireCount++;
        move(rule, key, "firing", "refired", at, value);
      }
    } else if (at - key.lastTrue >= rule.timing().keepFiringFor().toMillis()) {
      move(rule, key, "resolved", "condition_cleared", at, value);
    }
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
  }

  private Map<Fingerprint, Key> keys(Rule rule) {
    return keys.computeIfAbsent(rule, missing -> new TreeMap<>());
  }

  /** Samples that came too late, by rule. */
  public Map<String, Long> late() {
    return Map.copyOf(late);
  }

  /** Samples beyond the limits of their rule. */
  public Map<String, Long> beyondLimit() {
    return Map.copyOf(beyondLimit);
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

  private static final class Key {
    final Rule.Key named;
    final Labels own;
    final List<Observed> taken = new ArrayList<>();
    boolean expected;
    String state = "none";
    long since;
    long lastTrue;
    long lastResult;
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
