package dev.tocsin.routing.silence;

/** What becomes of a posted silence. */
public sealed interface SilenceDecision {
  /** A new silence. */
  record Create(Silence silence) implements SilenceDecision {}

  /** The known silence with other contents, under its id. */
  record Update(Silence silence) implements SilenceDecision {}

  /**
   * A new silence in place of a known one, which keeps its history.
   *
   * @param expired the known one, ended
   */
  record Replace(Silence expired, Silence silence) implements SilenceDecision {}

  /** There is no silence of the posted id. */
  record NotFound() implements SilenceDecision {}

  /**
   * The silence is refused.
   *
   * @param sentence Alertmanager's
   */
  record Invalid(String sentence) implements SilenceDecision {}
}
