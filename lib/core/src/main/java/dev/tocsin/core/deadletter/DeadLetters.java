package dev.tocsin.core.deadletter;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The dead letters, newest first. */
public interface DeadLetters {
  /** Raw bytes that a list shows of each letter: 64 KiB. */
  int LISTED_RAW = 1 << 16;

  /**
   * Keeps letters, within the caller's transaction. One whose id is there already is kept as is.
   */
  void add(Collection<DeadLetter> letters);

  /**
   * At most {@code limit} letters, newest first, each with its first {@link #LISTED_RAW} raw bytes.
   *
   * @param after the last letter of the page before; none for the first page
   */
  List<DeadLetter> list(Optional<UUID> after, int limit);

  Optional<DeadLetter> find(UUID id);

  /** Notes that a letter was driven again. */
  void redriven(UUID id, Instant now);
}
