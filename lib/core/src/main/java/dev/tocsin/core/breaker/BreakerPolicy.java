package dev.tocsin.core.breaker;

import dev.tocsin.core.breaker.Breaker.Closed;
import dev.tocsin.core.breaker.Breaker.HalfOpen;
import dev.tocsin.core.breaker.Breaker.Open;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When a breaker opens and closes.
 *
 * @param failures how many failures in a row open it
 * @param openFor how long it then stays open
 * @param successes how many successful probes in a row close it
 * @param probeSlot how long a probe may take before another one may pass
 */
public record BreakerPolicy(int failures, Duration openFor, int successes, Duration probeSlot) {
  /** Five failures, a minute, two successes. */
  public static final BreakerPolicy STANDARD =
      new BreakerPolicy(5, Duration.ofSeconds(60), 2, Duration.ofSeconds(30));

  /** Whether a request may be sent now. */
  public Admission admit(Breaker breaker, Instant now) {
    return switch (breaker) {
      case Closed closed -> new Admission.Free(closed.epoch());
      case Open open ->
          now.isBefore(open.until())
              ? new Admission.Blocked(open.until())
              : probe(open.epoch(), 0, now);
      case HalfOpen half ->
          half.probeUntil().isPresent() && now.isBefore(half.probeUntil().get())
              ? new Admission.Probing(half.probeUntil().get())
              : probe(half.epoch(), half.successes(), now);
    };
  }

  private Admission probe(long epoch, int successes, Instant now) {
    return new Admission.Probe(
        new HalfOpen(epoch + 1, successes, Optional.of(now.plus(probeSlot))));
  }

  /**
   * The breaker after an outcome; the very same when it says nothing.
   *
   * @param epoch the one in which the request was admitted
   */
  public Breaker after(Breaker breaker, long epoch, Outcome outcome, Instant now) {
    if (epoch != breaker.epoch()) {
      return breaker;
    }
    return switch (breaker) {
      case Closed closed -> afterRequest(closed, outcome, now);
      case Open open -> open;
      case HalfOpen half -> afterProbe(half, outcome, now);
    };
  }

  private Breaker afterRequest(Closed closed, Outcome outcome, Instant now) {
    return switch (outcome) {
      case SUCCESS -> closed.failures() == 0 ? closed : new Closed(closed.epoch(), 0);
      case FAILURE ->
          closed.failures() + 1 < failures
              ? new Closed(closed.epoch(), closed.failures() + 1)
              : new Open(closed.epoch() + 1, now.plus(openFor));
      case NEITHER -> closed;
    };
  }

  private Breaker afterProbe(HalfOpen half, Outcome outcome, Instant now) {
    return switch (outcome) {
      case SUCCESS ->
          half.successes() + 1 < successes
              ? new HalfOpen(half.epoch(), half.successes() + 1, Optional.empty())
              : new Closed(half.epoch() + 1, 0);
      case FAILURE -> new Open(half.epoch() + 1, now.plus(openFor));
      case NEITHER -> new HalfOpen(half.epoch(), half.successes(), Optional.empty());
    };
  }
}
