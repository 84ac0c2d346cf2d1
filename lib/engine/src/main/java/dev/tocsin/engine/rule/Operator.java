package dev.tocsin.engine.rule;

import java.util.Arrays;
import java.util.Optional;

/** A comparison of a value with a threshold, in IEEE doubles. */
public enum Operator {
  GREATER(">"),
  GREATER_OR_EQUAL(">="),
  LESS("<"),
  LESS_OR_EQUAL("<="),
  EQUAL("=="),
  NOT_EQUAL("!=");

  private final String symbol;

  Operator(String symbol) {
    this.symbol = symbol;
  }

  public String symbol() {
    return symbol;
  }

  /** The one that is written so, if one is. */
  public static Optional<Operator> of(String symbol) {
    return Arrays.stream(values()).filter(operator -> operator.symbol.equals(symbol)).findFirst();
  }

  /** The one that holds where this one does not, of numbers. */
  public Operator negated() {
    return switch (this) {
      case GREATER -> LESS_OR_EQUAL;
      case GREATER_OR_EQUAL -> LESS;
      case LESS -> GREATER_OR_EQUAL;
      case LESS_OR_EQUAL -> GREATER;
      case EQUAL -> NOT_EQUAL;
      case NOT_EQUAL -> EQUAL;
    };
  }

  public boolean holds(double value, double threshold) {
    return switch (this) {
      case GREATER -> value > threshold;
      case GREATER_OR_EQUAL -> value >= threshold;
      case LESS -> value < threshold;
      case LESS_OR_EQUAL -> value <= threshold;
      case EQUAL -> value == threshold;
      case NOT_EQUAL -> value != threshold;
    };
  }
}
