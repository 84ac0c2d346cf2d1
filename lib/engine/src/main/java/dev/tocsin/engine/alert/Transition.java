package dev.tocsin.engine.alert;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A step of a key from one phase to another; a re-fire goes from firing to firing.
 *
 * @param at event time
 * @param value what was compared; none when there was no data
 * @param noDataSince the last result of a key that is resolved for want of data, or was before it
 *     comes back
 * @param firing the key's last firing, after this step
 */
public record Transition(
    Phase from,
    Phase to,
    Reason reason,
    Instant at,
    @Nullable Double value,
    @Nullable Instant noDataSince,
    Optional<AlertKeyState.Firing> firing) {
  /** A step whose cause is not that data are missing. */
  public Transition(
      Phase from,
      Phase to,
      Reason reason,
      Instant at,
      @Nullable Double value,
      Optional<AlertKeyState.Firing> firing) {
    this(from, to, reason, at, value, null, firing);
  }

  /** Whether the condition is met by a key that had been resolved for want of data. */
  public boolean cameBack() {
    return reason == Reason.CONDITION_MET && noDataSince != null;
  }

  /** Whether people are notified of it: every firing, re-fire, and end of a firing. */
  public boolean emitted() {
    return to == Phase.FIRING || from == Phase.FIRING;
  }
}
