package dev.tocsin.testkit.oracle;

import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.rule.Condition;
import dev.tocsin.core.rule.Rule;
import dev.tocsin.core.rule.RuleGroup;
import dev.tocsin.core.rule.Timing.OnNoData;
import dev.tocsin.core.sample.Sample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The rules' specification for one partition and no clock, word by word: every grid point is
 * visited, every key is looked at, nothing is skipped. Times are milliseconds.
 */
public final class NaiveEvaluator {
  private final List<Rule> rules;
  private final long lateness;
  private final long dedupWindow;
  private final Map<String, Long> judged = new HashMap<>();
  private final Map<Rule, Map<Fingerprint, Key>> keys = new HashMap<>();
  private final List<Line> lines = new ArrayList<>();
  private @Nullable Long highest;

  public NaiveEvaluator(List<Rule> rules, Duration lateness, Duration dedupWindow) {
    this.rules = List.copyOf(rules);
    this.lateness = lateness.toMillis();
    this.dedupWindow = dedupWindow.toMillis();
    rules.forEach(rule -> keys.put(rule, new TreeMap<>()));
  }

  /** Plays samples in the order given and returns all transitions so far. */
  public List<Line> play(List<Sample> samples) {
    for (Sample sample : samples) {
      long time = sample.timestamp().toEpochMilli();
      highest = highest == null ? time : Math.max(highest, time);
      passTime(highest - lateness);
      for (Rule rule : rules) {
        if (rule.metricName().equals(sample.metricName()) && rule.selects(sample.labels())) {
          take(rule, sample, time, highest);
        }
      }
    }
    return List.copyOf(lines);
  }

  /** Judges all grid points before {@code effectiveTime} that were not judged yet. */
  public List<Line> passTime(long effectiveTime) {
    Set<RuleGroup> groups = new LinkedHashSet<>();
    rules.forEach(rule -> groups.add(rule.group()));
    for (RuleGroup group : groups) {
      long step = group.interval().toMillis();
      long first = Math.floorDiv(effectiveTime, step) * step;
      long next = judged.containsKey(group.name()) ? judged.get(group.name()) + step : first;
      for (long at = next; at < effectiveTime; at += step) {
        judged.put(group.name(), at);
        for (Rule rule : rules) {
          if (rule.group().equals(group)) {
            judge(rule, at, step);
          }
        }
      }
    }
    return List.copyOf(lines);
  }

  private void judge(Rule rule, long at, long step) {
    long patience = Math.max(rule.timing().staleAfter().toMillis(), 2 * step);
    Map<Fingerprint, Key> all = keys(rule);
    for (Map.Entry<Fingerprint, Key> entry : all.entrySet()) {
      Key key = entry.getValue();
      boolean kept = key.state.equals("firing") && rule.timing().onNoData() == OnNoData.KEEP;
      boolean alive = key.state.equals("pending") || key.state.equals("firing");
      if (alive && !kept && at - key.lastVerdict >= patience) {
        move(rule, entry.getKey(), key, "resolved", "no_data", at, null);
      }
    }
    long rest = Math.max(rule.timing().cooldown().toMillis(), 15 * 60_000);
    all.values().removeIf(key -> key.state.equals("resolved") && at - key.moved >= rest);
  }

  private void take(Rule rule, Sample sample, long time, long newest) {
    if (time < newest - lateness) {
      return;
    }
    Rule.Key named = rule.key(sample.labels());
    Fingerprint print = named.fingerprint();
    Condition.Threshold condition = (Condition.Threshold) rule.condition();
    boolean verdict = condition.operator().holds(sample.value(), condition.threshold());
    Key key = keys(rule).getOrDefault(print, new Key());
    boolean alive = key.state.equals("pending") || key.state.equals("firing");
    if (alive && time < key.lastVerdict) {
      return;
    }
    if (!alive && !verdict) {
      return;
    }
    if (!keys(rule).containsKey(print)) {
      if (keys(rule).size() >= rule.maxKeys()) {
        return;
      }
      keys(rule).put(print, key);
    }
    key.lastVerdict = time;
    double value = sample.value();
    if (!alive) {
      key.since = time;
      key.lastTrue = time;
      move(rule, print, key, "pending", "condition_met", time, value);
      fire(rule, named, key, time, value);
    } else if (key.state.equals("pending")) {
      if (verdict) {
        key.lastTrue = time;
        fire(rule, named, key, time, value);
      } else {
        move(rule, print, key, "resolved", "condition_cleared", time, value);
      }
    } else if (verdict) {
      key.lastTrue = time;
      long cooldown = rule.timing().cooldown().toMillis();
      if (cooldown > 0 && time - key.fired() >= cooldown) {
        key.lastFired = time;
        key.fireCount++;
        move(rule, print, key, "firing", "refired", time, value);
      }
    } else if (time - key.lastTrue >= rule.timing().keepFiringFor().toMillis()) {
      move(rule, print, key, "resolved", "condition_cleared", time, value);
    }
  }

  private void fire(Rule rule, Rule.Key named, Key key, long time, double value) {
    boolean cool =
        key.lastFired == null || time - key.lastFired >= rule.timing().cooldown().toMillis();
    if (time - key.since < rule.timing().duration().toMillis() || !cool) {
      return;
    }
    String dedup =
        rule.id() + ":" + named.instanceId() + ":" + rule.metricName() + ":" + time / dedupWindow;
    if (!named.instanceAlone()) {
      dedup += ":" + named.fingerprint();
    }
    key.fireCount = dedup.equals(key.dedupKey) ? key.fireCount + 1 : 1;
    key.dedupKey = dedup;
    key.lastFired = time;
    move(rule, named.fingerprint(), key, "firing", "duration_met", time, value);
  }

  private void move(
      Rule rule,
      Fingerprint print,
      Key key,
      String to,
      String reason,
      long at,
      @Nullable Double value) {
    lines.add(
        new Line(
            at,
            rule.id().value(),
            print,
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

  /** Orders lines so that the transitions of different keys can be compared as sets. */
  public static List<Line> byKey(List<Line> lines) {
    return lines.stream()
        .sorted(Comparator.comparing(Line::ruleId).thenComparing(Line::fingerprint))
        .toList();
  }

  /** One transition, as the backtest prints it. */
  public record Line(
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
    String state = "none";
    long since;
    long lastTrue;
    long lastVerdict;
    long moved;
    int fireCount;
    @Nullable Long lastFired;
    @Nullable String dedupKey;

    long fired() {
      return lastFired == null ? Long.MIN_VALUE / 2 : lastFired;
    }
  }
}
