package dev.tocsin.evaluator.batch;

import dev.tocsin.engine.cursor.PartitionId;
import java.util.List;

/**
 * Records of one partition, in the order of their offsets.
 *
 * @param records at least one
 */
public record MetricBatch(PartitionId partition, List<RawRecord> records) {
  public MetricBatch {
    records = List.copyOf(records);
  }

  public long firstOffset() {
    return records.getFirst().offset();
  }

  /** How many of its records are not before an offset. */
  long recordsFrom(long offset) {
    return firstOffset() >= offset
        ? records.size()
        : records.stream().filter(record -> record.offset() >= offset).count();
  }

  public long endOffset() {
    return records.getLast().offset() + 1;
  }
}
