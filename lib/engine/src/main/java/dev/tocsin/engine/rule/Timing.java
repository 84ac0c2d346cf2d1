package dev.tocsin.engine.rule;

import java.time.Duration;

/**
 * The times of a rule's life cycle, all in event time.
 *
 * @param duration how long the condition must hold before the key fires
 * @param keepFiringFor how long a firing key outlives its condition, and its data
 * @param cooldown least time between the last firing of a key and the next one from pending
 * @param repeatInterval how often a key that stays firing fires again; zero: never
 * @param patience says at which age of its last result a key counts as having no data
 * @param onNoData what then becomes of a firing key
 * @param active outside of these hours a true result counts as false
 */
public record Timing(
    Duration duration,
    Duration keepFiringFor,
    Duration cooldown,
    Duration repeatInterval,
    Patience patience,
    OnNoData onNoData,
    ActiveHours active) {
  /** The same at all hours. */
  public Timing(
      Duration duration,
      Duration keepFiringFor,
      Duration cooldown,
      Duration repeatInterval,
      Patience patience,
      OnNoData onNoData) {
    this(duration, keepFiringFor, cooldown, repeatInterval, patience, onNoData, ActiveHours.ALWAYS);
  }

  /** What becomes of a firing key that has no data any more. */
  public enum OnNoData {
    RESOLVE,
    KEEP
  }
}
