package dev.tocsin.engine.cursor;

import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * The cursors of all partitions. A transaction that evaluates records of a partition holds its
 * cursor's lock.
 */
public interface PartitionCursors {
  /** Locks one cursor until the caller's transaction ends, creating it at offset 0 if need be. */
  PartitionCursor lock(PartitionId id);

  /**
   * Locks all that there are until the caller's transaction ends: no record is evaluated meanwhile.
   */
  void lockAll();

  /** Writes a cursor that the caller has locked. */
  void save(PartitionCursor cursor);

  /** Notes partitions that exist, each at offset 0 unless it is known already. */
  void introduce(Collection<PartitionId> ids);

  /**
   * Notes that a partition was read to its end at {@code clock}, if {@code nextOffset} is still
   * where it stands. Never moves {@code caughtUpAt} back.
   */
  void caughtUp(PartitionId id, long nextOffset, Instant clock);

  /** All cursors, in order, not locked. */
  List<PartitionCursor> all();
}
