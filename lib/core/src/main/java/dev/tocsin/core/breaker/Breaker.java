package dev.tocsin.core.breaker;

import java.time.Instant;
import java.util.Optional;

/**
 * The state of a destination's circuit breaker. {@link BreakerPolicy} moves it.
 *
 * <p>The epoch grows with every change of state and with every probe. Whoever sends keeps the epoch
 * it was admitted in and gives it back with the outcome, so that an answer that comes late says
 * nothing of the present.
 */
public sealed interface Breaker {
  /** A destination of which nothing bad is known. */
  Breaker NEW = new Closed(0, 0);

  long epoch();

  /** The state as rows and metrics write it: {@code closed}, {@code open}, {@code half_open}. */
  String code();

  /**
   * Everything passes.
   *
   * @param failures how many came in a row
   */
  record Closed(long epoch, int failures) implements Breaker {
    @Override
    public String code() {
      return "closed";
    }
  }

  /**
   * Nothing passes.
   *
   * @param until when the first probe may pass
   */
  record Open(long epoch, Instant until) implements Breaker {
    @Override
    public String code() {
      return "open";
    }
  }

  /**
   * One probe at a time passes.
   *
   * @param successes how many probes in a row succeeded
   * @param probeUntil when the slot of the probe under way expires; empty: the slot is free
   */
  record HalfOpen(long epoch, int successes, Optional<Instant> probeUntil) implements Breaker {
    @Override
    public String code() {
      return "half_open";
    }
  }
}
