package dev.tocsin.evaluator.grid;

import dev.tocsin.core.cursor.PartitionId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the log knows of its partitions. */
public interface LogEnds {
  /** All partitions of the topics; a topic that does not exist has none. */
  List<PartitionId> partitions(Collection<String> topics);

  /**
   * The partitions in which no record stands at or after the given offset. Holes that transaction
   * markers leave are no records.
   */
  Set<PartitionId> readToTheEnd(Map<PartitionId, Long> nextOffsets);
}
