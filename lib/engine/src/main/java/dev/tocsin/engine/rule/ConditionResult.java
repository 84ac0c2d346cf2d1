package dev.tocsin.engine.rule;

/**
 * What a condition says of a key at one moment.
 *
 * @param value what was compared; of no meaning without a result
 * @param fromData false when the result follows from there being no sample at all
 */
public record ConditionResult(Truth result, double value, boolean fromData) {
  /** No result: nothing changes. */
  public static final ConditionResult NONE = new ConditionResult(Truth.NONE, Double.NaN, false);

  /** Says that the condition holds, does not hold, or is not known. */
  public enum Truth {
    TRUE,
    FALSE,
    NONE
  }

  /** A result from data; none when the value is not finite. */
  public static ConditionResult of(boolean holds, double value) {
    return Double.isFinite(value)
        ? new ConditionResult(holds ? Truth.TRUE : Truth.FALSE, value, true)
        : NONE;
  }

  /** A result that follows from there being no sample. */
  public static ConditionResult withoutData(boolean holds, double value) {
    return new ConditionResult(holds ? Truth.TRUE : Truth.FALSE, value, false);
  }

  public boolean isNone() {
    return result == Truth.NONE;
  }

  public boolean holds() {
    return result == Truth.TRUE;
  }
}
