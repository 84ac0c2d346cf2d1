package dev.tocsin.evaluator.batch;

import dev.tocsin.engine.alert.AlertKeyRow;
import dev.tocsin.engine.cursor.PartitionCursor;
import dev.tocsin.engine.evaluation.AlertKeySet;
import dev.tocsin.engine.evaluation.PartitionEvaluator;
import java.util.Collection;

/**
 * A batch with the stored state of the keys that it concerns.
 *
 * @param rows of these keys, as they are stored
 * @param keys the same, as evaluating changes them
 */
record LoadedBatch(
    MetricBatch batch,
    PartitionCursor cursor,
    ReadRecords.Reading reading,
    Collection<AlertKeyRow> rows,
    AlertKeySet keys,
    PartitionEvaluator evaluator) {
  void evaluate() {
    reading.forEach(evaluator::accept);
  }

  /** The offset of the first record that was not evaluated before. */
  long firstOffset() {
    return Math.max(batch.firstOffset(), cursor.nextOffset());
  }

  /** How many records were not evaluated before. */
  long records() {
    return batch.recordsFrom(cursor.nextOffset());
  }

  /** The cursor behind the batch. */
  PartitionCursor moved() {
    return new PartitionCursor(
        cursor.id(), batch.endOffset(), evaluator.eventTime(), cursor.caughtUpAt());
  }
}
