package dev.tocsin.core.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When a failed attempt is repeated, and what an attempt's end makes of its delivery.
 *
 * @param base the longest pause after the first failed attempt; it doubles with each further one
 * @param cap the longest pause of all
 * @param retryAfterCap the longest pause that a receiver may ask for
 */
public record RetryPolicy(Duration base, Duration cap, Duration retryAfterCap) {
  private static final int MOST_DOUBLINGS = 30;

  /**
   * The pause after a failed attempt: between half and all of the exponential one, so that those
   * that failed together do not come back together; but at least what the receiver asked for.
   *
   * @param failedBefore how many attempts failed before this one
   * @param random from 0 to below 1
   */
  public Duration pause(int failedBefore, Optional<Duration> retryAfter, double random) {
    long longest =
        Math.min(
            cap.toMillis(),
            multiply(base.toMillis(), 1L << Math.min(failedBefore, MOST_DOUBLINGS)));
    Duration jittered = Duration.ofMillis(Math.round(longest * (0.5 + random / 2)));
    return retryAfter.map(asked -> max(jittered, min(asked, retryAfterCap))).orElse(jittered);
  }

  /** What becomes of a delivery after an attempt. */
  public AttemptResult result(Delivery delivery, Attempt attempt, double random, Instant now) {
    return switch (attempt) {
      case Attempt.Accepted accepted -> result(delivery, Reason.ACCEPTED, accepted, now);
      case Attempt.Permanent permanent -> result(delivery, Reason.REFUSED, permanent, now);
      case Attempt.Retryable retryable -> {
        Instant next = now.plus(pause(delivery.attempts(), retryable.retryAfter(), random));
        yield now.isBefore(delivery.deadline())
            ? result(delivery, Reason.RETRYING, retryable, next)
            : result(delivery, Reason.DEADLINE_PASSED, retryable, now);
      }
    };
  }

  private static AttemptResult result(
      Delivery delivery, Reason reason, Attempt attempt, Instant due) {
    return new AttemptResult(delivery.id(), reason, due, true, attempt.detail());
  }

  private static long multiply(long left, long right) {
    long high = Math.multiplyHigh(left, right);
    return high == 0 && left * right >= 0 ? left * right : Long.MAX_VALUE;
  }

  private static Duration max(Duration left, Duration right) {
    return left.compareTo(right) >= 0 ? left : right;
  }

  private static Duration min(Duration left, Duration right) {
    return left.compareTo(right) <= 0 ? left : right;
  }
}
