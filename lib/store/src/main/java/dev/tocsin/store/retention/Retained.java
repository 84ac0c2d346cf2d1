package dev.tocsin.store.retention;

import java.time.Instant;

/**
 * Something that grows and is kept for a limited time. Make it a singleton and {@link
 * PostgresRetention} sweeps it.
 */
public interface Retained {
  /** Names it in the log, and in the record of sweeps: {@code outbox}. */
  String name();

  /**
   * Removes what is past its time and, where it has daily partitions, makes the next ones; in a
   * transaction of its own.
   *
   * @return how many rows or partitions were removed
   */
  int sweep(Instant now);
}
