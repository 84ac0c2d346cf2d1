package dev.tocsin.engine.builtin;

import dev.tocsin.engine.cursor.PartitionId;

/**
 * What was seen of a partition's log.
 *
 * @param start offset of its first record
 * @param end offset after its last committed record
 * @param ahead how many records the cursor was ahead of the end; 0: it was not
 * @param uncommitted offsets from the end on, which an open transaction takes or holds back
 */
public record LogSnapshot(PartitionId id, long start, long end, long ahead, long uncommitted) {
  /** A log without an open transaction. */
  public LogSnapshot(PartitionId id, long start, long end, long ahead) {
    this(id, start, end, ahead, 0);
  }
}
