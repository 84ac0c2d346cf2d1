package dev.tocsin.engine.rule;

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
    FALSE,
    NONE
  }

  /** A result; none when the value is not finite. */
  public static ConditionResult of(boolean holds, double value) {
    return Double.isFinite(value)
        ? new ConditionResult(holds ? Truth.TRUE : Truth.FALSE, value)
        : NONE;
  }

  public boolean isNone() {
    return result == Truth.NONE;
  }

  public boolean holds() {
    return result == Truth.TRUE;
  }
}
