package dev.tocsin.promql.rules;

import dev.tocsin.core.yaml.DurationText;
import dev.tocsin.engine.rule.Operator;
import dev.tocsin.engine.window.WindowSpan;
import dev.tocsin.promql.Expr;
import dev.tocsin.promql.Expr.Aggregation;
import dev.tocsin.promql.Expr.Binary;
import dev.tocsin.promql.Expr.Call;
import dev.tocsin.promql.Expr.LabelMatcher;
import dev.tocsin.promql.Expr.Negated;
import dev.tocsin.promql.Expr.Num;
import dev.tocsin.promql.Expr.Selector;
import dev.tocsin.promql.Expr.Shifted;
import dev.tocsin.promql.Expr.Subquery;
import dev.tocsin.promql.Expr.Text;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** Says the expression of an alert as the condition of a rule (docs/adr/0013). */
final class Translation {
  /**
   * How far back Prometheus looks for the newest sample, unless its server is reported otherwise.
   */
  private static final Duration LOOKBACK = Duration.ofMinutes(5);

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

  private static final String RATE =
      "Prometheus takes the samples inside the window and extrapolates to its edges; Tocsin counts"
          + " the difference that enters the window too, divides by the time that the samples span,"
          + " and has no result until they span half of the window";

  private static final String RATIO =
      "Prometheus divides two extrapolated rates; Tocsin divides the increases, that of the"
          + " differences which enter the window included, takes a part without samples for 0, and"
          + " has no result while the whole does not grow";

  /** {@code up} is 0 or 1, by Prometheus' own making. */
  private static final String ZERO_OR_ONE = "up";

  private final Duration interval;
  private final List<String> differences = new ArrayList<>();

  private Translation(Duration interval) {
    this.interval = interval;
  }

  /**
   * What an expression says when it is evaluated at an interval.
   *
   * @throws Untranslatable when no rule says it
   */
  static TranslatedRule of(Expr expr, Duration interval) {
    return new Translation(interval).said(expr);
  }

  private TranslatedRule said(Expr expr) {
    return switch (expr) {
      case Call call when isAbsent(call) -> absent(call);
      case Binary comparison when Operator.of(comparison.operator()).isPresent() ->
          compared(comparison);
      case Binary(String operator, var bool, var matching, var left, var right)
          when Set.of("and", "or", "unless").contains(operator) ->
          throw new Untranslatable("joins two conditions by \"" + operator + "\": a rule has one");
      default -> {
        refuseInside(expr);
        throw new Untranslatable("has no comparison with a number");
      }
    };
  }

  private TranslatedRule compared(Binary comparison) {
    if (comparison.returnsBool()) {
      throw new Untranslatable("compares with \"bool\": every series is then a result, and fires");
    }
    OptionalDouble left = Numbers.of(comparison.left());
    OptionalDouble right = Numbers.of(comparison.right());
    if (left.isPresent() && right.isPresent()) {
      throw new Untranslatable("compares two numbers");
    }
    Operator operator = Operator.of(comparison.operator()).orElseThrow();
    if (right.isPresent()) {
      return subject(comparison.left(), operator, finite(right.getAsDouble()));
    }
    if (left.isPresent()) {
      return subject(comparison.right(), mirrored(operator), finite(left.getAsDouble()));
    }
    refuseInside(comparison.left());
    refuseInside(comparison.right());
    throw new Untranslatable(
        comparison.matching().isEmpty()
            ? "compares two expressions: a rule compares with a number"
            : "joins two expressions (%s): a rule compares with a number"
                .formatted(String.join(", ", comparison.matching())));
  }

  private static double finite(double limit) {
    if (!Double.isFinite(limit)) {
      throw new Untranslatable("compares with " + limit + ": a threshold is a finite number");
    }
    return limit;
  }

  private static Operator mirrored(Operator operator) {
    return switch (operator) {
      case GREATER -> Operator.LESS;
      case GREATER_OR_EQUAL -> Operator.LESS_OR_EQUAL;
      case LESS -> Operator.GREATER;
      case LESS_OR_EQUAL -> Operator.GREATER_OR_EQUAL;
      case EQUAL, NOT_EQUAL -> operator;
    };
  }

  /** What is compared with a number. */
  private TranslatedRule subject(Expr expr, Operator operator, double limit) {
    Optional<Growth> growth = Growth.of(expr);
    if (growth.isPresent()) {
      return rate(growth.get(), operator, limit);
    }
    return switch (expr) {
      case Selector selector when selector.range().isEmpty() ->
          newest(Selection.of(selector), operator, limit);
      case Selector window ->
          throw new Untranslatable(
              "compares the samples of a window, of which no function makes one");
      case Call call when isAbsent(call) -> {
        if (!operator.holds(1, limit)) {
          throw new Untranslatable("is never true: the value of " + call.function() + "() is 1");
        }
        yield absent(call);
      }
      case Call call when call.function().equals("quantile_over_time") ->
          quantile(call, operator, limit);
      case Call call when OVER_TIME.containsKey(call.function()) ->
          overTime(call, Optional.empty(), operator, limit);
      case Aggregation aggregation -> overBoth(aggregation, operator, limit);
      case Binary binary when Ratio.of(binary).isPresent() ->
          ratio(Ratio.of(binary).get(), operator, limit);
      default -> {
        refuseInside(expr);
        throw new Untranslatable("cannot be read as a comparison of one metric with a number");
      }
    };
  }

  /** The newest sample, as far as Prometheus looks back for it. */
  private TranslatedRule newest(Selection of, Operator operator, double limit) {
    if (isEquality(operator) && !of.metric().equals(ZERO_OR_ONE)) {
      differences.add(
          "Prometheus compares at its interval; Tocsin compares each sample, since \""
              + operator.symbol()
              + "\" is not for aggregates over a window");
      Map<String, Object> fields = new LinkedHashMap<>();
      of.putInto(fields);
      return said(of.metric(), compare(fields, operator, limit), Optional.empty(), false);
    }
    return aggregate(of, "last", LOOKBACK, Optional.empty(), operator, limit);
  }

  private static boolean isEquality(Operator operator) {
    return operator == Operator.EQUAL || operator == Operator.NOT_EQUAL;
  }

  private TranslatedRule aggregate(
      Selection of,
      String aggregate,
      Duration window,
      Optional<List<String>> by,
      Operator operator,
      double limit) {
    recordScheduled(window);
    Map<String, Object> fields = new LinkedHashMap<>();
    of.putInto(fields);
    fields.put("aggregate", aggregate);
    fields.put("window", DurationText.of(window));
    by.ifPresent(labels -> fields.put("by", labels));
    if (!isEquality(operator)) {
      return said(of.metric(), compare(fields, operator, limit), Optional.empty(), true);
    }
    boolean isZeroOrOne =
        of.metric().equals(ZERO_OR_ONE)
            && Set.of("last", "min", "max").contains(aggregate)
            && (limit == 0 || limit == 1);
    if (!isZeroOrOne) {
      throw new Untranslatable(
          "compares an aggregate over a window by \""
              + operator.symbol()
              + "\": a rule has >, >=, < and <= for these");
    }
    boolean isZero = (limit == 0) == (operator == Operator.EQUAL);
    return said(
        of.metric(),
        isZero ? compare(fields, Operator.LESS, 1) : compare(fields, Operator.GREATER, 0),
        Optional.empty(),
        true);
  }

  private static Map<String, Object> compare(
      Map<String, Object> fields, Operator operator, double limit) {
    fields.put("operator", operator.symbol());
    fields.put("threshold", limit);
    return fields;
  }

  private TranslatedRule said(
      String metric, Map<String, Object> fields, Optional<String> otherValue, boolean isScheduled) {
    return new TranslatedRule(
        List.of(metric), fields, Optional.empty(), isScheduled, differences, otherValue);
  }

  /** Windows that are long or no multiple of the interval are evaluated more coarsely. */
  private void recordScheduled(Duration window) {
    long step = WindowSpan.step(interval.toMillis(), window.toMillis());
    WindowSpan span = new WindowSpan(step, window.toMillis());
    if (step != interval.toMillis()) {
      differences.add(
          "with a window of %s Tocsin evaluates every %s, not every %s"
              .formatted(
                  DurationText.of(window),
                  DurationText.of(Duration.ofMillis(step)),
                  DurationText.of(interval)));
    }
    if (window.toMillis() % span.coarse() != 0) {
      differences.add(
          "the window of %s reaches back to a multiple of %s before its far edge"
              .formatted(
                  DurationText.of(window), DurationText.of(Duration.ofMillis(span.coarse()))));
    }
  }

  private TranslatedRule overTime(
      Call call, Optional<List<String>> by, Operator operator, double limit) {
    Selector selector = range(call, 0);
    return aggregate(
        Selection.of(selector),
        OVER_TIME.getOrDefault(call.function(), ""),
        selector.range().orElseThrow(),
        by,
        operator,
        limit);
  }

  /** The argument of a function that takes the samples of a window. */
  private static Selector range(Call call, int argument) {
    if (call.arguments().size() == argument + 1) {
      Expr expr = call.arguments().get(argument);
      if (expr instanceof Selector selector && selector.range().isPresent()) {
        return selector;
      }
      refuseInside(expr);
    }
    throw new Untranslatable(call.function() + "() needs the samples of a window, such as m[5m]");
  }

  private TranslatedRule quantile(Call call, Operator operator, double limit) {
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
        operator,
        limit);
  }

  private TranslatedRule overBoth(Aggregation aggregation, Operator operator, double limit) {
    List<Expr> arguments = aggregation.arguments();
    Set<String> functions = OVER_BOTH.getOrDefault(aggregation.operator(), Set.of());
    if (arguments.size() == 1
        && arguments.getFirst() instanceof Call call
        && functions.contains(call.function())) {
      return overTime(call, Optional.of(Grouped.labels(aggregation.grouping())), operator, limit);
    }
    arguments.forEach(Translation::refuseInside);
    throw new Untranslatable(
        "aggregates over series by %s(…): an aggregate of a rule takes all samples of its window,"
                .formatted(aggregation.operator())
            + " not one of each series");
  }

  private TranslatedRule rate(Growth growth, Operator operator, double limit) {
    differences.add(RATE);
    Map<String, Object> fields = growing(growth.of(), growth.window(), growth.by());
    if (growth.isGauge()) {
      fields.put("mode", "gauge");
    }
    Operator known = operator;
    if (isEquality(operator)) {
      if (growth.isGauge() || limit != 0) {
        throw new Untranslatable(
            "compares " + growth.function() + "() by \"" + operator.symbol() + "\"");
      }
      known = operator == Operator.EQUAL ? Operator.LESS_OR_EQUAL : Operator.GREATER;
    }
    return said(
        growth.of().metric(),
        compare(fields, known, growth.perSecond(limit)),
        growth.function().equals("rate")
            ? Optional.empty()
            : Optional.of("is per second, where $value is for the window"),
        true);
  }

  private Map<String, Object> growing(Selection of, Duration window, Optional<List<String>> by) {
    recordScheduled(window);
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("type", "rate");
    of.putInto(fields);
    fields.put("window", DurationText.of(window));
    by.ifPresent(labels -> fields.put("by", labels));
    return fields;
  }

  private TranslatedRule ratio(Ratio ratio, Operator operator, double limit) {
    if (isEquality(operator)) {
      throw new Untranslatable("compares a ratio by \"" + operator.symbol() + "\"");
    }
    differences.add(RATIO);
    Growth part = ratio.part();
    Map<String, Object> fields = growing(part.of(), part.window(), part.by());
    fields.put("ratio_to", ratio.whole().of().metric());
    return new TranslatedRule(
        List.of(part.of().metric(), ratio.whole().of().metric()),
        compare(fields, operator, limit * (100 / ratio.factor())),
        Optional.empty(),
        true,
        differences,
        ratio.factor() == 100
            ? Optional.empty()
            : Optional.of("is a percentage, where $value is not"));
  }

  private static boolean isAbsent(Call call) {
    return call.function().equals("absent") || call.function().equals("absent_over_time");
  }

  private TranslatedRule absent(Call call) {
    boolean isOverTime = call.function().equals("absent_over_time");
    List<Expr> arguments = call.arguments();
    if (arguments.size() != 1
        || !(arguments.getFirst() instanceof Selector selector)
        || selector.range().isPresent() != isOverTime) {
      arguments.forEach(Translation::refuseInside);
      throw new Untranslatable(call.function() + "() is sayable of the series of one metric only");
    }
    Duration silence = selector.range().orElse(LOOKBACK);
    if (interval.compareTo(silence) > 0) {
      differences.add(
          "Prometheus does not see a sample that comes and is older than %s before it looks again"
              .formatted(DurationText.of(silence)));
    }
    Selection selection = Selection.of(selector);
    Map<String, String> labels = labelsOfAbsent(selector);
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("type", "absence");
    selection.putInto(fields);
    fields.put("by", List.copyOf(labels.keySet()));
    fields.put("expected", List.of(labels));
    return new TranslatedRule(
        List.of(selection.metric()),
        fields,
        Optional.of(silence),
        true,
        differences,
        Optional.of("is the seconds since the newest sample, where $value is 1"));
  }

  /** Those that are tested by a single {@code =}, as absent() gives them to its result. */
  private static Map<String, String> labelsOfAbsent(Selector selector) {
    Map<String, String> labels = new LinkedHashMap<>();
    for (LabelMatcher matcher : selector.matchers()) {
      long tests =
          selector.matchers().stream().filter(other -> other.name().equals(matcher.name())).count();
      if (tests == 1 && matcher.operator().equals("=") && !matcher.value().isEmpty()) {
        labels.put(matcher.name(), matcher.value());
      }
    }
    return labels;
  }

  /**
   * Throws {@link Untranslatable} with the outermost thing in an expression that no rule can say.
   */
  private static void refuseInside(Expr expr) {
    switch (expr) {
      case Shifted(String modifier, Expr of) ->
          throw new Untranslatable(
              "has \"" + modifier + "\": a rule evaluates the present and the window before it");
      case Subquery subquery -> throw new Untranslatable("has a subquery");
      case Negated negated -> throw arithmetic("-");
      case Binary binary when Set.of("and", "or", "unless").contains(binary.operator()) ->
          throw new Untranslatable("has \"%s\" inside".formatted(binary.operator()));
      case Binary binary when Operator.of(binary.operator()).isPresent() ->
          throw new Untranslatable("has a comparison inside another expression");
      case Binary binary -> {
        if (!binary.matching().isEmpty()) {
          throw new Untranslatable(
              "joins two expressions (%s)".formatted(String.join(", ", binary.matching())));
        }
        refuseInside(binary.left());
        refuseInside(binary.right());
        throw arithmetic(binary.operator());
      }
      case Call call -> {
        call.arguments().forEach(Translation::refuseInside);
        boolean isKnown =
            isAbsent(call)
                || OVER_TIME.containsKey(call.function())
                || Set.of("rate", "increase", "delta", "quantile_over_time")
                    .contains(call.function());
        if (!isKnown) {
          throw new Untranslatable("has the function " + call.function() + "()");
        }
      }
      case Aggregation aggregation -> {
        aggregation.arguments().forEach(Translation::refuseInside);
        if (!Set.of("sum", "min", "max").contains(aggregation.operator())) {
          throw new Untranslatable(
              "aggregates over series by %s(…)".formatted(aggregation.operator()));
        }
      }
      case Selector selector -> {}
      case Num number -> {}
      case Text text -> {}
    }
  }

  private static Untranslatable arithmetic(String operator) {
    return new Untranslatable("has arithmetic (" + operator + ")");
  }
}
