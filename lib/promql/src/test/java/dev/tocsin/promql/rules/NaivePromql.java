package dev.tocsin.promql.rules;

import dev.tocsin.engine.rule.Operator;
import dev.tocsin.engine.sample.Sample;
import dev.tocsin.promql.Expr;
import dev.tocsin.promql.Expr.Aggregation;
import dev.tocsin.promql.Expr.Binary;
import dev.tocsin.promql.Expr.Call;
import dev.tocsin.promql.Expr.Grouping;
import dev.tocsin.promql.Expr.Num;
import dev.tocsin.promql.Expr.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A little of PromQL, read off Prometheus' documentation and computed over plain lists: windows are
 * open at their far edge, as since Prometheus 3.
 */
final class NaivePromql {
  private static final Duration LOOKBACK = Duration.ofMinutes(5);

  private final List<Sample> samples;

  /**
   * @param samples in the order of their times
   */
  NaivePromql(List<Sample> samples) {
    this.samples = List.copyOf(samples);
  }

  /** The results at a time in milliseconds: values by labels. */
  Map<Map<String, String>, Double> at(long time, Expr expr) {
    return switch (expr) {
      case Selector selector -> {
        Map<Map<String, String>, Double> newest = new HashMap<>();
        window(selector, LOOKBACK, time)
            .forEach((labels, values) -> newest.put(labels, values.getLast()));
        yield newest;
      }
      case Binary binary -> {
        Map<Map<String, String>, Double> results = new HashMap<>(at(time, binary.left()));
        double limit = ((Num) binary.right()).value();
        results.values().removeIf(value -> !operator(binary).holds(value, limit));
        yield results;
      }
      case Call call when call.function().startsWith("absent") -> {
        Selector selector = (Selector) call.arguments().getFirst();
        Map<String, String> labels = new LinkedHashMap<>();
        selector.matchers().forEach(matcher -> labels.put(matcher.name(), matcher.value()));
        yield window(selector, selector.range().orElse(LOOKBACK), time).isEmpty()
            ? Map.of(labels, 1.0)
            : Map.of();
      }
      case Call call -> {
        Selector selector = (Selector) call.arguments().getFirst();
        Map<Map<String, String>, Double> results = new HashMap<>();
        window(selector, selector.range().orElseThrow(), time)
            .forEach((labels, values) -> results.put(labels, overTime(call.function(), values)));
        yield results;
      }
      case Aggregation aggregation -> {
        Map<Map<String, String>, List<Double>> groups = new HashMap<>();
        at(time, aggregation.arguments().getFirst())
            .forEach((labels, value) ->
                groups
                    .computeIfAbsent(kept(labels, aggregation), key -> new ArrayList<>())
                    .add(value));
        Map<Map<String, String>, Double> results = new HashMap<>();
        groups.forEach((labels, values) ->
            results.put(labels, overTime(aggregation.operator() + "_over_time", values)));
        yield results;
      }
      default -> throw new IllegalArgumentException(expr.toString());
    };
  }

  private static Operator operator(Binary binary) {
    return Operator.of(binary.operator()).orElseThrow();
  }

  private static Map<String, String> kept(Map<String, String> labels, Aggregation aggregation) {
    Map<String, String> kept = new HashMap<>(labels);
    kept.keySet().retainAll(aggregation.grouping().map(Grouping::labels).orElse(List.of()));
    return kept;
  }

  private static double overTime(String function, List<Double> values) {
    double sum = values.stream().mapToDouble(Double::doubleValue).sum();
    double mean = sum / values.size();
    return switch (function) {
      case "avg_over_time" -> mean;
      case "min_over_time" -> Collections.min(values);
      case "max_over_time" -> Collections.max(values);
      case "sum_over_time" -> sum;
      case "count_over_time" -> values.size();
      case "last_over_time" -> values.getLast();
      case "stddev_over_time" ->
          Math.sqrt(
              values.stream().mapToDouble(value -> (value - mean) * (value - mean)).sum()
                  / values.size());
      default -> throw new IllegalArgumentException(function);
    };
  }

  private Map<Map<String, String>, List<Double>> window(
      Selector selector, Duration length, long time) {
    Map<Map<String, String>, List<Double>> series = new HashMap<>();
    for (Sample sample : samples) {
      long at = sample.timestamp().toEpochMilli();
      if (at > time - length.toMillis()
          && at <= time
          && sample.metricName().equals(selector.metric().orElseThrow())
          && selector.matchers().stream()
              .allMatch(matcher -> sample.labels().get(matcher.name()).equals(matcher.value()))) {
        series
            .computeIfAbsent(sample.labels().asMap(), labels -> new ArrayList<>())
            .add(sample.value());
      }
    }
    return series;
  }
}
