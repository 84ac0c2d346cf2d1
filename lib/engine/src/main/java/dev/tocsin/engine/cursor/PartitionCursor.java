package dev.tocsin.engine.cursor;

import java.time.Instant;
import java.util.Optional;

/**
 * How far one partition is read.
 *
 * @param nextOffset offset of the first record not taken yet; all below are redeliveries
 * @param eventTime highest event time accepted, of each sample no later than its arrival; none
 *     before the first accepted record
 * @param caughtUpAt the clock when the partition was last seen read to its end
 */
public record PartitionCursor(
    PartitionId id, long nextOffset, Optional<Instant> eventTime, Optional<Instant> caughtUpAt) {
  /** The cursor of a partition of which nothing was read. */
  public static PartitionCursor start(PartitionId id) {
    return new PartitionCursor(id, 0, Optional.empty(), Optional.empty());
  }

  /**
   * The partition's time: the highest event time accepted, never later than the clock, or the clock
   * of the last look that found it read to its end, whichever is later. None while neither is
   * known.
   */
  public Optional<Instant> time(Instant now) {
    Optional<Instant> event = eventTime.map(time -> time.isAfter(now) ? now : time);
    if (event.isEmpty() || caughtUpAt.isEmpty()) {
      return event.isPresent() ? event : caughtUpAt;
    }
    return event.get().isAfter(caughtUpAt.get()) ? event : caughtUpAt;
  }
}
