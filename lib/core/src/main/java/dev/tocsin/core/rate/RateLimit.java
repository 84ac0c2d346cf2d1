package dev.tocsin.core.rate;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * How many requests may be sent: so many at once, and one more for each interval that passes. In
 * any span of time there are no more than {@code burst} and the intervals in it.
 *
 * <p>Source: the token bucket, kept as one time as in the generic cell rate algorithm (ITU-T
 * I.371): a bucket that will be full at {@code t} lacks one token for each interval until then.
 *
 * @param burst how many tokens a full bucket has
 * @param interval after which there is one more, whole microseconds
 */
public record RateLimit(int burst, Duration interval) {
  public RateLimit {
    if (burst < 1 || interval.toNanos() < 1000 || interval.toNanos() % 1000 != 0) {
      throw new IllegalArgumentException(
          "a rate needs a burst of at least 1 and an interval of whole microseconds, not %d and %s"
              .formatted(burst, interval));
    }
  }

  /**
   * The limit of so many requests in a time, spread evenly over it but for a burst. Times are kept
   * to the microsecond: a part of one makes the interval longer.
   */
  public static RateLimit of(int requests, Duration per, int burst) {
    long micros = Math.ceilDiv(per.toNanos(), 1000L * requests);
    return new RateLimit(burst, Duration.of(micros, ChronoUnit.MICROS));
  }

  /**
   * Takes tokens, as many as there are.
   *
   * @param fullAt when the bucket is full again; in the past when it is
   * @param wanted how many are asked for
   */
  public Taken take(Instant fullAt, int wanted, Instant now) {
    Instant from = fullAt.isAfter(now) ? fullAt : now;
    Instant emptyAt = now.plus(interval.multipliedBy(burst));
    long available = Math.max(0, Duration.between(from, emptyAt).dividedBy(interval));
    int granted = (int) Math.min(wanted, available);
    Instant after = from.plus(interval.multipliedBy(granted));
    return new Taken(granted, after, after.minus(interval.multipliedBy(burst - 1L)));
  }

  /**
   * What was taken.
   *
   * @param granted how many tokens
   * @param fullAt when the bucket is full again
   * @param nextAt when there is a token; in the past when there is one now
   */
  public record Taken(int granted, Instant fullAt, Instant nextAt) {}
}
