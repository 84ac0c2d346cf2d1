package dev.tocsin.promql.rules;

import dev.tocsin.core.yaml.DurationText;
import dev.tocsin.engine.rule.Operator;
import dev.tocsin.promql.Expr;
import dev.tocsin.promql.Expr.Aggregation;
import dev.tocsin.promql.Expr.Call;
import dev.tocsin.promql.Expr.Selector;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** Translates comparisons of values: of the newest one, or of an aggregate over a window. */
final class AggregateTranslation {
  /**
   * How far back Prometheus looks for the newest sample, unless its server is configured otherwise.
   */
  static final Duration LOOKBACK = Duration.ofMinutes(5);

  private static final Map<String, String> OVER_TIME =
      Map.of(
          "avg_over_time", "avg",
          "min_over_time", "min",
          "max_over_time", "max",
          "sum_over_time", "sum",
          "count_over_time", "count",
          "last_over_time", "last",
          "stddev_over_time", "stddev");

  /** Aggregations over series of aggregates over time that are one aggregate of all samples. */
  private static final Map<String, Set<String>> OVER_BOTH =
      Map.of(
          "min", Set.of("min_over_time"),
          "max", Set.of("max_over_time"),
          "sum", Set.of("sum_over_time", "count_over_time"));

  private static final Map<Double, String> QUANTILES =
      Map.of(0.5, "p50", 0.9, "p90", 0.95, "p95", 0.99, "p99");

  /** {@code up} is 0 or 1, by Prometheus' own making. */
  private static final String ZERO_OR_ONE = "up";

  private final Differences differences;

  AggregateTranslation(Differences differences) {
    this.differences = differences;
  }

  /** Whether a call is an aggregate over time that a rule has too. */
  static boolean isOverTime(Call call) {
    return OVER_TIME.containsKey(call.function());
  }

  /** The newest sample, as far as Prometheus looks back for it. */
  TranslatedRule newest(Selection of, Comparison comparison) {
    if (comparison.isEquality() && !of.metric().equals(ZERO_OR_ONE)) {
      differences.add(
          "Prometheus compares at its interval; Tocsin compares each sample, since \""
              + comparison.operator().symbol()
              + "\" is not for aggregates over a window");
      Map<String, Object> fields = new LinkedHashMap<>();
      of.putInto(fields);
      return TranslatedRule.ofValues(of.metric(), comparison.putInto(fields), false, differences);
    }
    return aggregate(of, "last", LOOKBACK, Optional.empty(), comparison);
  }

  /** An aggregate over time, of all samples with the same labels {@code by}. */
  TranslatedRule overTime(Call call, Optional<List<String>> by, Comparison comparison) {
    Selector selector = range(call, 0);
    return aggregate(
        Selection.of(selector),
        OVER_TIME.getOrDefault(call.function(), ""),
        selector.range().orElseThrow(),
        by,
        comparison);
  }

  /** {@code quantile_over_time}. */
  TranslatedRule quantile(Call call, Comparison comparison) {
    Selector selector = range(call, 1);
    OptionalDouble quantile = Numbers.of(call.arguments().getFirst());
    String aggregate =
        quantile.isPresent() ? QUANTILES.getOrDefault(quantile.getAsDouble(), "") : "";
    if (aggregate.isEmpty()) {
      throw new Untranslatable("asks for a quantile other than 0.5, 0.9, 0.95 and 0.99");
    }
    differences.add(
        "Prometheus interpolates between two samples; Tocsin takes the lower one, accurate to 1 %");
    return aggregate(
        Selection.of(selector),
        aggregate,
        selector.range().orElseThrow(),
        Optional.empty(),
        comparison);
  }

  /** An aggregation over series of aggregates over time. */
  TranslatedRule overBoth(Aggregation aggregation, Comparison comparison) {
    List<Expr> arguments = aggregation.arguments();
    Set<String> functions = OVER_BOTH.getOrDefault(aggregation.operator(), Set.of());
    if (arguments.size() == 1
        && arguments.getFirst() instanceof Call call
        && functions.contains(call.function())) {
      return overTime(call, Optional.of(Grouped.labels(aggregation.grouping())), comparison);
    }
    arguments.forEach(UntranslatableParts::refuse);
    throw new Untranslatable(
        "aggregates over series by %s(…): an aggregate of a rule takes all samples of its window,"
                .formatted(aggregation.operator())
            + " not one of each series");
  }

  /** The argument of a function that takes the samples of a window. */
  private static Selector range(Call call, int argument) {
    if (call.arguments().size() == argument + 1) {
      Expr expr = call.arguments().get(argument);
      if (expr instanceof Selector selector && selector.range().isPresent()) {
        return selector;
      }
      UntranslatableParts.refuse(expr);
    }
    throw new Untranslatable(call.function() + "() needs the samples of a window, such as m[5m]");
  }

  private TranslatedRule aggregate(
      Selection of,
      String aggregate,
      Duration window,
      Optional<List<String>> by,
      Comparison comparison) {
    differences.addWindow(window);
    Map<String, Object> fields = new LinkedHashMap<>();
    of.putInto(fields);
    fields.put("aggregate", aggregate);
    fields.put("window", DurationText.of(window));
    by.ifPresent(labels -> fields.put("by", labels));
    Comparison ordered =
        comparison.isEquality() ? ordered(of.metric(), aggregate, comparison) : comparison;
    return TranslatedRule.ofValues(of.metric(), ordered.putInto(fields), true, differences);
  }

  /** An equality as an order, which aggregates over a window need: of 0 and 1 there is one. */
  private static Comparison ordered(String metric, String aggregate, Comparison equality) {
    boolean isZeroOrOne =
        metric.equals(ZERO_OR_ONE)
            && Set.of("last", "min", "max").contains(aggregate)
            && (equality.limit() == 0 || equality.limit() == 1);
    if (!isZeroOrOne) {
      throw new Untranslatable(
          "compares an aggregate over a window by \""
              + equality.operator().symbol()
              + "\": a rule has >, >=, < and <= for these");
    }
    boolean isZero = (equality.limit() == 0) == (equality.operator() == Operator.EQUAL);
    return isZero ? new Comparison(Operator.LESS, 1) : new Comparison(Operator.GREATER, 0);
  }
}
