package dev.tocsin.engine.rule;

/**
 * What a condition says of a key at one moment.
 *
 * @param value what was compared; of no meaning without a verdict
 * @param fromData false when the verdict follows from there being no sample at all
 */
public record ConditionResult(Verdict verdict, double value, boolean fromData) {
  /** No verdict: nothing changes. */
  public static final ConditionResult NONE = new ConditionResult(Verdict.NONE, Double.NaN, false);

  /** Says that the condition holds, does not hold, or is not known. */
  public enum Verdict {
    TRUE,
    FALSE,
    NONE
  }

  /** A verdict from data; none when the value is not finite. */
  public static ConditionResult of(boolean holds, double value) {
    return Double.isFinite(value)
        ? new ConditionResult(holds ? Verdict.TRUE : Verdict.FALSE, value, true)
        : NONE;
  }

  /** A verdict that follows from there being no sample. */
  public static ConditionResult withoutData(boolean holds, double value) {
    return new ConditionResult(holds ? Verdict.TRUE : Verdict.FALSE, value, false);
  }

  public boolean isNone() {
    return verdict == Verdict.NONE;
  }

  public boolean holds() {
    return verdict == Verdict.TRUE;
  }
}
