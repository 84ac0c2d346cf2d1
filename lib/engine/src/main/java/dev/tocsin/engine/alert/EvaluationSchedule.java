package dev.tocsin.engine.alert;

import java.time.Duration;
import java.time.Instant;

/** The grid points of a step: its multiples since 1970. */
public final class EvaluationSchedule {
  private EvaluationSchedule() {}

  /** The first grid point that is at {@code time} or later, and after {@code judgedUntil}. */
  public static Instant atOrAfter(Instant time, Duration step, Instant judgedUntil) {
    long s = step.toMillis();
    long wanted = Math.ceilDiv(time.toEpochMilli(), s);
    long unjudged = Math.floorDiv(judgedUntil.toEpochMilli(), s) + 1;
    return Instant.ofEpochMilli(Math.max(wanted, unjudged) * s);
  }

  /** The last grid point before {@code effectiveTime}: the last that may be judged. */
  public static Instant lastBefore(Instant effectiveTime, Duration step) {
    long s = step.toMillis();
    return Instant.ofEpochMilli((Math.ceilDiv(effectiveTime.toEpochMilli(), s) - 1) * s);
  }
}
