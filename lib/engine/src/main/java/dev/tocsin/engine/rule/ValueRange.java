package dev.tocsin.engine.rule;

import dev.tocsin.core.yaml.NumberText;
import java.math.BigDecimal;
import java.math.MathContext;

/**
 * The values among which all lie that a condition compares with its threshold.
 *
 * @param what that is compared, for a sentence: {@code a count}
 * @param least the lowest of them
 * @param most the highest of them
 */
public record ValueRange(String what, double least, double most) {
  /** Any value that can be compared. */
  public static ValueRange any(String what) {
    return new ValueRange(what, -Double.MAX_VALUE, Double.MAX_VALUE);
  }

  /** Any value of 0 or more. */
  public static ValueRange notNegative(String what) {
    return new ValueRange(what, 0, Double.MAX_VALUE);
  }

  /** Whether at least one of the values holds against a threshold. */
  public boolean canHold(Operator operator, double threshold) {
    return switch (operator) {
      case GREATER, GREATER_OR_EQUAL -> operator.holds(most, threshold);
      case LESS, LESS_OR_EQUAL -> operator.holds(least, threshold);
      case EQUAL -> least <= threshold && threshold <= most;
      case NOT_EQUAL -> least != threshold || most != threshold;
    };
  }

  /** Whether all of the values hold against a threshold. */
  public boolean mustHold(Operator operator, double threshold) {
    return !canHold(operator.negated(), threshold);
  }

  /** {@code a count is 0 or more}. */
  @Override
  public String toString() {
    return what + " is " + bounds();
  }

  private String bounds() {
    if (least == most) {
      return shown(least);
    }
    if (most == Double.MAX_VALUE) {
      return least == -Double.MAX_VALUE
          ? "at most " + shown(most) + " in size"
          : shown(least) + " or more";
    }
    return shown(least) + " to " + shown(most);
  }

  /** Without the last digits, which are noise of its computing. */
  private static String shown(double number) {
    return NumberText.of(new BigDecimal(number).round(new MathContext(12)).doubleValue());
  }
}
