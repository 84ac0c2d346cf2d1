package dev.tocsin.promql.rules;

import dev.tocsin.engine.rule.Operator;
import dev.tocsin.promql.Expr;
import dev.tocsin.promql.Expr.Aggregation;
import dev.tocsin.promql.Expr.Binary;
import dev.tocsin.promql.Expr.Call;
import dev.tocsin.promql.Expr.Selector;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/** Says the expression of an alert as the condition of a rule (docs/adr/0013). */
final class Translation {
  private final Differences differences;
  private final AggregateTranslation values;
  private final GrowthTranslation growths;

  private Translation(Duration interval) {
    this.differences = new Differences(interval);
    this.values = new AggregateTranslation(differences);
    this.growths = new GrowthTranslation(differences);
  }

  /**
   * What an expression says when it is evaluated at an interval.
   *
   * @throws Untranslatable when no rule says it
   */
  static TranslatedRule of(Expr expr, Duration interval) {
    return new Translation(interval).condition(expr);
  }

  private TranslatedRule condition(Expr expr) {
    return switch (expr) {
      case Call call when AbsenceTranslation.isAbsent(call) ->
          AbsenceTranslation.of(call, differences);
      case Binary comparison when Operator.of(comparison.operator()).isPresent() ->
          compared(comparison);
      case Binary binary when UntranslatableParts.isLogical(binary.operator()) -> {
        UntranslatableParts.refuseHours(binary);
        throw new Untranslatable(
            "joins two conditions by \"" + binary.operator() + "\": a rule has one");
      }
      default -> {
        UntranslatableParts.refuse(expr);
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
      return subject(comparison.left(), new Comparison(operator, right.getAsDouble()));
    }
    if (left.isPresent()) {
      return subject(comparison.right(), Comparison.mirrored(operator, left.getAsDouble()));
    }
    UntranslatableParts.refuse(comparison.left());
    UntranslatableParts.refuse(comparison.right());
    throw new Untranslatable(
        comparison.matching().isEmpty()
            ? "compares two expressions: a rule compares with a number"
            : "joins two expressions (%s): a rule compares with a number"
                .formatted(String.join(", ", comparison.matching())));
  }

  /** What is compared with a number. */
  private TranslatedRule subject(Expr expr, Comparison comparison) {
    Optional<Growth> growth = Growth.of(expr);
    if (growth.isPresent()) {
      return growths.rate(growth.get(), comparison);
    }
    return switch (expr) {
      case Selector selector when selector.range().isEmpty() ->
          values.newest(Selection.of(selector), comparison);
      case Selector window ->
          throw new Untranslatable(
              "compares the samples of a window, of which no function makes one");
      case Call call when AbsenceTranslation.isAbsent(call) -> {
        if (!comparison.operator().holds(1, comparison.limit())) {
          throw new Untranslatable("is never true: the value of " + call.function() + "() is 1");
        }
        yield AbsenceTranslation.of(call, differences);
      }
      case Call call when call.function().equals("quantile_over_time") ->
          values.quantile(call, comparison);
      case Call call when AggregateTranslation.isOverTime(call) ->
          values.overTime(call, Optional.empty(), comparison);
      case Aggregation aggregation -> values.overBoth(aggregation, comparison);
      case Binary binary when Ratio.of(binary).isPresent() ->
          growths.ratio(Ratio.of(binary).get(), comparison);
      default -> {
        UntranslatableParts.refuse(expr);
        throw new Untranslatable("cannot be read as a comparison of one metric with a number");
      }
    };
  }
}
