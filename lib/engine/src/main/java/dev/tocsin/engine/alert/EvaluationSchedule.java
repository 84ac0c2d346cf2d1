package dev.tocsin.engine.alert;

import java.time.Duration;
import java.time.Instant;

/** The evaluation times of a step: its multiples since 1970. */
public final class EvaluationSchedule {
  private EvaluationSchedule() {}

  /**
   * The first evaluation time that is at {@code time} or later, and after {@code evaluatedUntil}.
   */
  public static Instant atOrAfter(Instant time, Duration step, Instant evaluatedUntil) {
    long s = step.toMillis();
    long wanted = Math.ceilDiv(time.toEpochMilli(), s);
    long unevaluated = Math.floorDiv(evaluatedUntil.toEpochMilli(), s) + 1;
    return Instant.ofEpochMilli(Math.max(wanted, unevaluated) * s);
  }

  /** The last evaluation time before {@code watermark}: the last that may be evaluated. */
  public static Instant lastBefore(Instant watermark, Duration step) {
    long s = step.toMillis();
    return Instant.ofEpochMilli((Math.ceilDiv(watermark.toEpochMilli(), s) - 1) * s);
  }
}
