package dev.tocsin.promql.rules;

import dev.tocsin.promql.Expr;
import dev.tocsin.promql.Expr.Binary;
import dev.tocsin.promql.Expr.Negated;
import dev.tocsin.promql.Expr.Num;
import java.util.OptionalDouble;

/** Expressions that are a number: {@code 10 * 1024 ^ 2}. */
final class Numbers {
  private Numbers() {}

  /** Its value, in IEEE doubles; empty when it is something else. */
  static OptionalDouble of(Expr expr) {
    return switch (expr) {
      case Num(double value) -> OptionalDouble.of(value);
      case Negated(Expr of) -> {
        OptionalDouble value = of(of);
        yield value.isPresent() ? OptionalDouble.of(-value.getAsDouble()) : value;
      }
      case Binary binary -> {
        OptionalDouble left = of(binary.left());
        OptionalDouble right = left.isPresent() ? of(binary.right()) : left;
        yield right.isPresent()
            ? computed(binary.operator(), left.getAsDouble(), right.getAsDouble())
            : OptionalDouble.empty();
      }
      default -> OptionalDouble.empty();
    };
  }

  private static OptionalDouble computed(String operator, double left, double right) {
    return switch (operator) {
      case "+" -> OptionalDouble.of(left + right);
      case "-" -> OptionalDouble.of(left - right);
      case "*" -> OptionalDouble.of(left * right);
      case "/" -> OptionalDouble.of(left / right);
      case "%" -> OptionalDouble.of(left % right);
      case "^" -> OptionalDouble.of(Math.pow(left, right));
      default -> OptionalDouble.empty();
    };
  }
}
