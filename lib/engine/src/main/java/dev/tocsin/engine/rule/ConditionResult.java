package dev.tocsin.engine.rule;

import java.util.Optional;

/**
 * What a condition says of a key at one moment.
 *
 * @param value what was compared; of no meaning without a result
 */
public record ConditionResult(Truth result, double value) {
  /** No result: nothing changes. */
  public static final ConditionResult NONE = new ConditionResult(Truth.NONE, Double.NaN);

  /** Says that the condition holds, does not hold, or is not known. */
  public enum Truth {
    TRUE,
    /** True for a key that fires, false for any other one. */
    TRUE_WHILE_FIRING,
    FALSE,
    NONE
  }

  /** A result; none when the value is not finite. */
  public static ConditionResult of(boolean holds, double value) {
    return Double.isFinite(value)
        ? new ConditionResult(holds ? Truth.TRUE : Truth.FALSE, value)
        : NONE;
  }

  /**
   * A comparison with a threshold, and, for keys that fire, with the one that resolves them.
   *
   * @param resolveThreshold while a value holds against it, a firing key goes on firing
   */
  public static ConditionResult compared(
      double value, Operator operator, double threshold, Optional<Double> resolveThreshold) {
    if (!operator.holds(value, threshold)
        && resolveThreshold.isPresent()
        && operator.holds(value, resolveThreshold.get())) {
      return Double.isFinite(value) ? new ConditionResult(Truth.TRUE_WHILE_FIRING, value) : NONE;
    }
    return of(operator.holds(value, threshold), value);
  }

  public boolean isNone() {
    return result == Truth.NONE;
  }

  /** Whether the condition holds for a key that does not fire. */
  public boolean holds() {
    return result == Truth.TRUE;
  }

  /** Whether the condition holds for a key that fires. */
  public boolean holdsWhileFiring() {
    return result == Truth.TRUE || result == Truth.TRUE_WHILE_FIRING;
  }
}
