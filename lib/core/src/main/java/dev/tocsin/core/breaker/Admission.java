package dev.tocsin.core.breaker;

import java.time.Instant;

/** Whether a destination may be asked now. */
public sealed interface Admission {
  /**
   * Any number of requests may be sent.
   *
   * @param epoch to be given back with each outcome
   */
  record Free(long epoch) implements Admission {}

  /**
   * One request may be sent.
   *
   * @param next the breaker with the slot taken
   */
  record Probe(Breaker next) implements Admission {
    public long epoch() {
      return next.epoch();
    }
  }

  /** Nothing may be sent before {@code until}. */
  record Blocked(Instant until) implements Admission {}

  /** Nothing may be sent until the probe under way has its outcome, at the latest {@code until}. */
  record Probing(Instant until) implements Admission {}
}
