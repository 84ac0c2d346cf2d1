package dev.tocsin.evaluator.kafka;

import java.io.IOException;
import java.util.Iterator;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.network.TransferableChannel;
import org.apache.kafka.common.record.AbstractRecords;
import org.apache.kafka.common.record.ConvertedRecords;
import org.apache.kafka.common.record.RecordBatch;
import org.apache.kafka.common.record.Records;
import org.apache.kafka.common.utils.AbstractIterator;
import org.apache.kafka.common.utils.Time;
import org.jspecify.annotations.Nullable;

/**
 * What a broker sent of a partition, within the limits. It ends before a batch that is damaged (its
 * checksum differs, or its header makes no sense): what its header says cannot be relied on, so
 * that nothing can be skipped, and the partition is fetched again from there.
 */
final class BoundedRecords extends AbstractRecords {
  private final Records records;
  private final FetchLimits limits;
  private final PollBudget budget;
  private final Consumer<KafkaException> damaged;
  private boolean isDamaged;

  /**
   * @param damaged called when it ends before a damaged batch
   */
  BoundedRecords(
      Records records, FetchLimits limits, PollBudget budget, Consumer<KafkaException> damaged) {
    this.records = records;
    this.limits = limits;
    this.budget = budget;
    this.damaged = damaged;
  }

  @Override
  public Iterable<RecordBatch> batches() {
    return this::batchIterator;
  }

  @Override
  public AbstractIterator<RecordBatch> batchIterator() {
    Iterator<? extends RecordBatch> batches = records.batchIterator();
    return new AbstractIterator<>() {
      @Override
      protected @Nullable RecordBatch makeNext() {
        try {
          if (!batches.hasNext()) {
            return allDone();
          }
          RecordBatch batch = batches.next();
          batch.ensureValid();
          return new BoundedBatch(batch, limits, budget);
        } catch (KafkaException e) {
          isDamaged = true;
          damaged.accept(e);
          return allDone();
        }
      }
    };
  }

  /** None once a damaged batch was found: the consumer takes an end without batches amiss. */
  @Override
  public int sizeInBytes() {
    return isDamaged ? 0 : records.sizeInBytes();
  }

  @Override
  public ConvertedRecords<? extends Records> downConvert(
      byte toMagic, long firstOffset, Time time) {
    throw new UnsupportedOperationException("only brokers convert");
  }

  @Override
  public int writeTo(TransferableChannel channel, int position, int length) throws IOException {
    throw new UnsupportedOperationException("only brokers send");
  }
}
