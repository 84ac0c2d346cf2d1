package dev.tocsin.testkit.oracle;

import dev.tocsin.engine.condition.absence.Absence;
import dev.tocsin.engine.condition.anomaly.Anomaly;
import dev.tocsin.engine.condition.burnrate.BurnRate;
import dev.tocsin.engine.condition.rate.Rate;
import dev.tocsin.engine.condition.threshold.WindowThreshold;
import dev.tocsin.engine.rule.ConditionResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Results over plain lists of samples, in the order in which they came. Times are milliseconds. */
final class NaiveWindow {
  private NaiveWindow() {}

  /** A sample of a key. */
  record Observed(String metric, String series, long at, double value) {}

  /** A difference between two samples of a series. */
  private record Difference(long before, long at, double change) {}

  /** A sum of differences, and the seconds that they span; none when there are none. */
  private record Increase(boolean any, double sum, double elapsed) {}

  static long step(Object condition, long interval) {
    return switch (condition) {
      case WindowThreshold threshold -> step(threshold.window(), interval);
      case Rate rate -> step(rate.window(), interval);
      case BurnRate burn -> step(burn.shortWindow(), interval);
      default -> interval;
    };
  }

  private static long step(Duration window, long interval) {
    long sixtieth = (window.toMillis() + 59) / 60;
    long step = interval;
    while (step < sixtieth) {
      step += interval;
    }
    return step;
  }

  /** The rule's longest window. */
  static long longest(Object condition) {
    return switch (condition) {
      case WindowThreshold threshold -> threshold.window().toMillis();
      case Rate rate -> rate.window().toMillis();
      case BurnRate burn -> burn.longWindow().toMillis();
      case Absence absence -> absence.silence().toMillis();
      default -> throw new IllegalArgumentException("not evaluated on a schedule: " + condition);
    };
  }

  /** What is at this time or before is not in the rule's longest window at an evaluation time. */
  static long farEdge(Object condition, long step, long evaluationTime) {
    return switch (condition) {
      case WindowThreshold threshold -> farEdge(threshold.window(), step, evaluationTime);
      case Rate rate -> farEdge(rate.window(), step, evaluationTime);
      case BurnRate burn -> farEdge(burn.longWindow(), step, evaluationTime);
      case Absence absence -> evaluationTime - absence.silence().toMillis();
      default -> throw new IllegalArgumentException("not evaluated on a schedule: " + condition);
    };
  }

  private static long farEdge(Duration window, long step, long evaluationTime) {
    long length = window.toMillis();
    long coarse = step;
    while (coarse * 60 < length) {
      coarse += step;
    }
    return Math.floorDiv(evaluationTime - length, coarse) * coarse;
  }

  static ConditionResult evaluate(
      Object condition, List<Observed> taken, long step, long evaluationTime) {
    return switch (condition) {
      case WindowThreshold threshold -> aggregate(threshold, taken, step, evaluationTime);
      case Rate rate -> rate(rate, taken, step, evaluationTime);
      case Absence absence -> absence(absence, taken, evaluationTime);
      case BurnRate burn -> burn(burn, taken, step, evaluationTime);
      default -> throw new IllegalArgumentException("not evaluated on a schedule: " + condition);
    };
  }

  private static ConditionResult aggregate(
      WindowThreshold rule, List<Observed> taken, long step, long evaluationTime) {
    long from = farEdge(rule.window(), step, evaluationTime);
    List<Observed> in =
        taken.stream().filter(item -> item.at() > from && item.at() <= evaluationTime).toList();
    double[] values = in.stream().mapToDouble(Observed::value).toArray();
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    int n = values.length;
    double mean = sum / n;
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    Observed last = new Observed("", "", Long.MIN_VALUE, 0);
    for (Observed item : in) {
      last = item.at() >= last.at() ? item : last;
    }
    if (n == 0) {
      return switch (rule.aggregate()) {
        case SUM, COUNT ->
            taken.isEmpty() && rule.comparison().holds(0, rule.threshold())
                ? ConditionResult.NONE
                : ConditionResult.of(rule.comparison().holds(0, rule.threshold()), 0);
        default -> ConditionResult.NONE;
      };
    }
    double result =
        switch (rule.aggregate()) {
          case AVG -> mean;
          case MIN -> sorted[0];
          case MAX -> sorted[n - 1];
          case SUM -> sum;
          case COUNT -> n;
          case LAST -> last.value();
          case STDDEV -> Math.sqrt(squares / n);
          case P50 -> sorted[(int) Math.floor(0.50 * (n - 1))];
          case P90 -> sorted[(int) Math.floor(0.90 * (n - 1))];
          case P95 -> sorted[(int) Math.floor(0.95 * (n - 1))];
          case P99 -> sorted[(int) Math.floor(0.99 * (n - 1))];
        };
    return ConditionResult.of(rule.comparison().holds(result, rule.threshold()), result);
  }

  private static Increase increase(
      List<Observed> taken,
      String metric,
      boolean resets,
      Duration window,
      long step,
      long evaluationTime) {
    Map<String, Observed> newest = new HashMap<>();
    List<Difference> differences = new ArrayList<>();
    for (Observed item : taken) {
      if (!item.metric().equals(metric) || item.at() > evaluationTime) {
        continue;
      }
      Observed before = newest.get(item.series());
      if (before == null || item.at() >= before.at()) {
        newest.put(item.series(), item);
      }
      if (before != null && item.at() >= before.at()) {
        boolean reset = resets && item.value() < before.value();
        double change = reset ? item.value() : item.value() - before.value();
        differences.add(new Difference(before.at(), item.at(), change));
      }
    }
    long from = farEdge(window, step, evaluationTime);
    differences.removeIf(
        item -> item.at() - item.before() > window.toMillis() || item.at() <= from);
    double sum = differences.stream().mapToDouble(Difference::change).sum();
    long earliest = differences.stream().mapToLong(Difference::before).min().orElse(0);
    long latest = differences.stream().mapToLong(Difference::at).max().orElse(0);
    return new Increase(!differences.isEmpty(), sum, (latest - earliest) / 1000.0);
  }

  private static ConditionResult rate(
      Rate rule, List<Observed> taken, long step, long evaluationTime) {
    boolean resets = rule.mode() == Rate.Mode.COUNTER;
    double half = rule.window().toMillis() / 2000.0;
    Increase own = increase(taken, rule.metric(), resets, rule.window(), step, evaluationTime);
    double value;
    if (rule.ratioTo().isPresent()) {
      String other = rule.ratioTo().get();
      Increase whole = increase(taken, other, resets, rule.window(), step, evaluationTime);
      if (!whole.any() || whole.sum() <= 0 || whole.elapsed() < half) {
        return ConditionResult.NONE;
      }
      value = 100 * own.sum() / whole.sum();
    } else {
      if (!own.any() || own.elapsed() < half) {
        return ConditionResult.NONE;
      }
      value = own.sum() / own.elapsed();
    }
    return ConditionResult.of(rule.comparison().holds(value, rule.threshold()), value);
  }

  private static ConditionResult burn(
      BurnRate rule, List<Observed> taken, long step, long evaluationTime) {
    Duration wide = rule.longWindow();
    Duration narrow = rule.shortWindow();
    Increase allLong = increase(taken, rule.total(), true, wide, step, evaluationTime);
    Increase allShort = increase(taken, rule.total(), true, narrow, step, evaluationTime);
    Increase badLong = increase(taken, rule.errors(), true, wide, step, evaluationTime);
    Increase badShort = increase(taken, rule.errors(), true, narrow, step, evaluationTime);
    if (allShort.sum() < rule.minTotal()
        || allShort.elapsed() < narrow.toMillis() / 2000.0
        || allShort.sum() <= 0
        || allLong.sum() <= 0) {
      return ConditionResult.NONE;
    }
    double budget = 1 - rule.objective() / 100;
    double burnLong = badLong.sum() / allLong.sum() / budget;
    double burnShort = badShort.sum() / allShort.sum() / budget;
    return ConditionResult.of(
        burnLong > rule.threshold() && burnShort > rule.threshold(), burnLong);
  }

  private static ConditionResult absence(Absence rule, List<Observed> taken, long evaluationTime) {
    long newest =
        taken.stream().mapToLong(Observed::at).filter(at -> at <= evaluationTime).max().orElse(-1);
    if (newest < 0) {
      return ConditionResult.NONE;
    }
    boolean none =
        taken.stream()
            .mapToLong(Observed::at)
            .noneMatch(
                at -> at > evaluationTime - rule.silence().toMillis() && at <= evaluationTime);
    return ConditionResult.of(none, (evaluationTime - newest) / 1000.0);
  }

  /** The result on a sample, given those of its key before it. */
  static ConditionResult anomaly(Anomaly rule, List<Observed> past, Observed sample) {
    double mean = 0;
    double variance = 0;
    int count = 0;
    long newest = 0;
    for (Observed item : past) {
      count++;
      if (count == 1) {
        mean = item.value();
      } else if (item.at() > newest) {
        double decay =
            1 - Math.pow(0.5, (item.at() - newest) / (double) rule.halfLife().toMillis());
        double alpha = Math.max(decay, 1.0 / count);
        double d = item.value() - mean;
        mean += alpha * d;
        variance = (1 - alpha) * (variance + alpha * d * d);
      }
      newest = item.at();
    }
    if (count == 0 || count < rule.minSamples()) {
      return ConditionResult.NONE;
    }
    double floor = Math.max(0.001 * Math.abs(mean), 1e-9);
    double z = (sample.value() - mean) / Math.max(Math.sqrt(variance), floor);
    double side =
        switch (rule.direction()) {
          case UP -> z;
          case DOWN -> -z;
          case BOTH -> Math.abs(z);
        };
    return ConditionResult.of(side >= rule.threshold(), z);
  }
}
