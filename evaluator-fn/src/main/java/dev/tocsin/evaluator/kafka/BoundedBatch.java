package dev.tocsin.evaluator.kafka;

import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.OptionalLong;
import org.apache.kafka.common.record.AbstractLegacyRecordBatch;
import org.apache.kafka.common.record.CompressionType;
import org.apache.kafka.common.record.DefaultRecordBatch;
import org.apache.kafka.common.record.Record;
import org.apache.kafka.common.record.RecordBatch;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.utils.BufferSupplier;
import org.apache.kafka.common.utils.CloseableIterator;
import org.jspecify.annotations.Nullable;

/**
 * A record batch whose records are within the limits; all else is as the broker sent it.
 *
 * @param batch its checksum was compared
 */
record BoundedBatch(RecordBatch batch, FetchLimits limits, PollBudget budget)
    implements RecordBatch {

  @Override
  public CloseableIterator<Record> streamingIterator(BufferSupplier buffers) {
    // Only brokers write control batches.
    if (batch.isControlBatch()) {
      return batch.streamingIterator(buffers);
    }
    return switch (batch) {
      case DefaultRecordBatch current -> new BatchReader(current, limits, budget, buffers);
      case AbstractLegacyRecordBatch set -> LegacyReader.of(set, limits, budget, buffers);
      default -> throw new IllegalStateException("a batch that is not known: " + batch.getClass());
    };
  }

  /** Asked for of control batches. */
  @Override
  public Iterator<Record> iterator() {
    return streamingIterator(BufferSupplier.NO_CACHING);
  }

  @Override
  public void ensureValid() {
    // It was when it came.
  }

  @Override
  public boolean isValid() {
    return true;
  }

  @Override
  public long checksum() {
    return batch.checksum();
  }

  @Override
  public long maxTimestamp() {
    return batch.maxTimestamp();
  }

  @Override
  public TimestampType timestampType() {
    return batch.timestampType();
  }

  @Override
  public long baseOffset() {
    return batch.baseOffset();
  }

  @Override
  public long lastOffset() {
    return batch.lastOffset();
  }

  @Override
  public long nextOffset() {
    return batch.nextOffset();
  }

  @Override
  public byte magic() {
    return batch.magic();
  }

  @Override
  public long producerId() {
    return batch.producerId();
  }

  @Override
  public short producerEpoch() {
    return batch.producerEpoch();
  }

  @Override
  public boolean hasProducerId() {
    return batch.hasProducerId();
  }

  @Override
  public int baseSequence() {
    return batch.baseSequence();
  }

  @Override
  public int lastSequence() {
    return batch.lastSequence();
  }

  @Override
  public CompressionType compressionType() {
    return batch.compressionType();
  }

  @Override
  public int sizeInBytes() {
    return batch.sizeInBytes();
  }

  @Override
  public @Nullable Integer countOrNull() {
    return batch.countOrNull();
  }

  @Override
  public boolean isCompressed() {
    return batch.isCompressed();
  }

  @Override
  public void writeTo(ByteBuffer buffer) {
    batch.writeTo(buffer);
  }

  @Override
  public boolean isTransactional() {
    return batch.isTransactional();
  }

  @Override
  public OptionalLong deleteHorizonMs() {
    return batch.deleteHorizonMs();
  }

  @Override
  public int partitionLeaderEpoch() {
    return batch.partitionLeaderEpoch();
  }

  @Override
  public boolean isControlBatch() {
    return batch.isControlBatch();
  }
}
