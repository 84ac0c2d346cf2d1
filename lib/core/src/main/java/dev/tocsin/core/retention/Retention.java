package dev.tocsin.core.retention;

import java.time.Instant;

/** Removes rows whose time is over, of every table that grows. */
public interface Retention {
  /**
   * Removes what is due; costs nothing when nothing is.
   *
   * @return how many rows and partitions were removed
   */
  int sweep(Instant now);
}
