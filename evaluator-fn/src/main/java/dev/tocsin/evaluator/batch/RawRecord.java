package dev.tocsin.evaluator.batch;

import java.util.Optional;

/**
 * A record as it was taken from the log.
 *
 * @param bytes its value, which belongs to it; none of a tombstone
 * @param cut there when it was taken only in part
 */
@SuppressWarnings("ArrayRecordComponent")
public record RawRecord(long offset, byte[] bytes, Optional<Truncation> cut) {
  /** A whole record. */
  public RawRecord(long offset, byte[] bytes) {
    this(offset, bytes, Optional.empty());
  }
}
