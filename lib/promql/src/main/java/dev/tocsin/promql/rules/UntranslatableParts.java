package dev.tocsin.promql.rules;

import dev.tocsin.engine.rule.Operator;
import dev.tocsin.promql.Expr;
import dev.tocsin.promql.Expr.Aggregation;
import dev.tocsin.promql.Expr.Binary;
import dev.tocsin.promql.Expr.Call;
import dev.tocsin.promql.Expr.Negated;
import dev.tocsin.promql.Expr.Num;
import dev.tocsin.promql.Expr.Selector;
import dev.tocsin.promql.Expr.Shifted;
import dev.tocsin.promql.Expr.Subquery;
import dev.tocsin.promql.Expr.Text;
import java.util.Set;

/** The parts of expressions that no rule can say. */
final class UntranslatableParts {
  private static final Set<String> LOGICAL = Set.of("and", "or", "unless");

  private static final Set<String> OTHER_FUNCTIONS =
      Set.of("rate", "increase", "delta", "quantile_over_time");

  /** What an expression asks a clock by, at the time of its evaluation. */
  private static final Set<String> HOURS = Set.of("hour", "minute", "day_of_week");

  private UntranslatableParts() {}

  /** Whether an operator joins two conditions. */
  static boolean isLogical(String operator) {
    return LOGICAL.contains(operator);
  }

  /**
   * Throws {@link Untranslatable} when one of several conditions is that it is a certain hour or
   * day: there is a field for that, which the person who imports the rule may fill in.
   */
  static void refuseHours(Expr expr) {
    switch (expr) {
      case Binary binary -> {
        refuseHours(binary.left());
        refuseHours(binary.right());
      }
      case Call call when HOURS.contains(call.function()) && call.arguments().isEmpty() ->
          throw new Untranslatable(
              "asks for %s(): import it without, and give the rule the field active"
                  .formatted(call.function()));
      default -> {}
    }
  }

  /**
   * Throws {@link Untranslatable} with the outermost thing in an expression that no rule can say;
   * nothing happens when a rule can say each of its parts.
   */
  static void refuse(Expr expr) {
    switch (expr) {
      case Shifted(String modifier, Expr of) ->
          throw new Untranslatable(
              "has \"" + modifier + "\": a rule evaluates the present and the window before it");
      case Subquery subquery -> throw new Untranslatable("has a subquery");
      case Negated negated -> throw arithmetic("-");
      case Binary binary when isLogical(binary.operator()) ->
          throw new Untranslatable("has \"%s\" inside".formatted(binary.operator()));
      case Binary binary when Operator.of(binary.operator()).isPresent() ->
          throw new Untranslatable("has a comparison inside another expression");
      case Binary binary -> {
        if (!binary.matching().isEmpty()) {
          throw new Untranslatable(
              "joins two expressions (%s)".formatted(String.join(", ", binary.matching())));
        }
        refuse(binary.left());
        refuse(binary.right());
        throw arithmetic(binary.operator());
      }
      case Call call -> {
        call.arguments().forEach(UntranslatableParts::refuse);
        boolean isKnown =
            AbsenceTranslation.isAbsent(call)
                || AggregateTranslation.isOverTime(call)
                || OTHER_FUNCTIONS.contains(call.function());
        if (!isKnown) {
          throw new Untranslatable("has the function " + call.function() + "()");
        }
      }
      case Aggregation aggregation -> {
        aggregation.arguments().forEach(UntranslatableParts::refuse);
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
