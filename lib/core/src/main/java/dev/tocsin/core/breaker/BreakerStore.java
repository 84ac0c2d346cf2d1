package dev.tocsin.core.breaker;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The breakers, one per destination, shared by all instances. */
public interface BreakerStore {
  /** The breaker of a destination as it is now; {@link Breaker#NEW} when none was ever kept. */
  Breaker load(Destination destination);

  /**
   * Changes a breaker, one caller at a time. The change is asked first without any lock: when it
   * gives back an equal breaker, nothing is locked and nothing is written.
   *
   * @param change a pure function; it may be asked more than once
   */
  Change update(Destination destination, UnaryOperator<Breaker> change, Instant now);

  /** Since when a breaker is not closed; empty while it is. */
  Optional<Instant> brokenSince(Destination destination);

  /** All breakers ever kept. */
  Map<Destination, Breaker> all();

  /** What {@link #update} found and what it left. */
  record Change(Breaker before, Breaker after) {
    /** Whether the breaker went from one state to another. */
    public boolean ofState() {
      return !before.code().equals(after.code());
    }
  }
}
