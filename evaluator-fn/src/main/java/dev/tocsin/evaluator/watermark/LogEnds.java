package dev.tocsin.evaluator.watermark;

import dev.tocsin.engine.builtin.LogSnapshot;
import dev.tocsin.engine.cursor.PartitionId;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What the log knows of its partitions. */
public interface LogEnds {
  /** All partitions of the topics; a topic that does not exist has none. */
  List<PartitionId> partitions(Collection<String> topics);

  /** What the log holds, seen from the given offsets, of those of these partitions that exist. */
  List<Look> look(Map<PartitionId, Long> nextOffsets);

  /**
   * A look at a partition.
   *
   * @param log what was seen; its start is asked for only where the offset is ahead of the end
   * @param readToTheEnd whether the offset is not ahead, and no record stands at it or after it.
   *     Holes that transaction markers leave are no records.
   */
  record Look(LogSnapshot log, boolean readToTheEnd) {}
}
