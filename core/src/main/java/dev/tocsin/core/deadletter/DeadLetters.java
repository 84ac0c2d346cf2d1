package dev.tocsin.core.deadletter;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The dead letters, newest first. */
public interface DeadLetters {
  /**
   * Keeps letters, within the caller's transaction. One whose id is there already is kept as is.
   */
  void add(Collection<DeadLetter> letters);

  /** At most {@code limit} letters older than {@code before}, newest first. */
  List<DeadLetter> list(Instant before, int limit);

  Optional<DeadLetter> find(UUID id);

  /** Notes that a letter was driven again. */
  void redriven(UUID id, Instant now);
}
