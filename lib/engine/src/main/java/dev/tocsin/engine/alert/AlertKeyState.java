package dev.tocsin.engine.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What is remembered of a key. All times are event times.
 *
 * @param since when it became pending; only meaningful while pending or firing
 * @param lastTrue its last true result since then; likewise
 * @param lastResult its last result, true or false, since its phase was none or it was resolved by
 *     a result; {@link #NO_RESULT} when there is none
 * @param resultGap the time between the last two of these results at different times; zero while
 *     there are not two
 * @param lastTransition when it last changed phase
 * @param lastFiring its last firing, unless it never fired
 */
public record AlertKeyState(
    Phase phase,
    Instant since,
    Instant lastTrue,
    Instant lastResult,
    Duration resultGap,
    Instant lastTransition,
    Optional<Firing> lastFiring) {
  /** Before all times that samples may have. */
  static final Instant NO_RESULT = Instant.EPOCH.minusMillis(1);

  /** A key of which nothing is remembered. */
  public static final AlertKeyState NONE =
      new AlertKeyState(
          Phase.NONE,
          Instant.EPOCH,
          Instant.EPOCH,
          NO_RESULT,
          Duration.ZERO,
          Instant.EPOCH,
          Optional.empty());

  /** Whether the key waits to fire or fires. */
  public boolean alive() {
    return phase == Phase.PENDING || phase == Phase.FIRING;
  }

  /** Whether it was resolved for want of data: its last result still counts. */
  boolean endedWithoutData() {
    return phase == Phase.RESOLVED && hasResult();
  }

  private boolean hasResult() {
    return !lastResult.equals(NO_RESULT);
  }

  /** The same, with a result at this time, which is not before the last one. */
  AlertKeyState withResult(Instant at) {
    Duration gap =
        hasResult() && at.isAfter(lastResult) ? Duration.between(lastResult, at) : resultGap;
    return new AlertKeyState(phase, since, lastTrue, at, gap, lastTransition, lastFiring);
  }

  /** The same, with a true result at this time. */
  AlertKeyState withTrue(Instant at) {
    return new AlertKeyState(phase, since, at, lastResult, resultGap, lastTransition, lastFiring);
  }

  /**
   * A firing.
   *
   * @param at when
   * @param fireCount how often its alert has fired, this one included
   * @param dedupKey names its alert
   */
  public record Firing(Instant at, int fireCount, DedupKey dedupKey) {}
}
