package dev.tocsin.engine.alert;

import java.time.Instant;
import java.util.Optional;

/**
 * What is remembered of a key. All times are event times.
 *
 * @param since when it became pending; only meaningful while pending or firing
 * @param lastTrue its last true result since then; likewise
 * @param lastResult its last result from data, true or false; likewise
 * @param lastTransition when it last changed phase
 * @param lastFiring its last firing, unless it never fired
 */
public record AlertKeyState(
    Phase phase,
    Instant since,
    Instant lastTrue,
    Instant lastResult,
    Instant lastTransition,
    Optional<Firing> lastFiring) {
  /** A key of which nothing is remembered. */
  public static final AlertKeyState NONE =
      new AlertKeyState(
          Phase.NONE, Instant.EPOCH, Instant.EPOCH, Instant.EPOCH, Instant.EPOCH, Optional.empty());

  /** Whether the key waits to fire or fires. */
  public boolean alive() {
    return phase == Phase.PENDING || phase == Phase.FIRING;
  }

  /** The same, with a result from data at this time. */
  AlertKeyState withData(Instant at) {
    return new AlertKeyState(phase, since, lastTrue, at, lastTransition, lastFiring);
  }

  /** The same, with a true result at this time. */
  AlertKeyState withTrue(Instant at) {
    return new AlertKeyState(phase, since, at, lastResult, lastTransition, lastFiring);
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
