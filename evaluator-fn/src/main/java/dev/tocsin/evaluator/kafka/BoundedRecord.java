package dev.tocsin.evaluator.kafka;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.record.Record;
import org.apache.kafka.common.record.RecordBatch;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/**
 * A record within the limits. Producers' headers are not read, since nothing needs them and small
 * ones take many times their size in memory.
 *
 * @param keyBytes null: it has none
 * @param valueBytes null: it has none
 * @param cut there when it is not all of what the producer sent
 * @param budget that it counts against when it is polled
 */
@SuppressWarnings("ArrayRecordComponent")
record BoundedRecord(
    long offset,
    long timestamp,
    byte @Nullable [] keyBytes,
    byte @Nullable [] valueBytes,
    Optional<TruncationHeader> cut,
    PollBudget budget)
    implements Record {

  /** Asked for first, and once, of each record of a poll. */
  @Override
  public @Nullable ByteBuffer key() {
    budget.take(sizeInBytes());
    return buffer(keyBytes);
  }

  @Override
  public @Nullable ByteBuffer value() {
    return buffer(valueBytes);
  }

  @Override
  public Header[] headers() {
    return cut.map(header -> new Header[] {header}).orElse(EMPTY_HEADERS);
  }

  @Override
  public int sizeInBytes() {
    return Math.max(0, keySize()) + Math.max(0, valueSize());
  }

  @Override
  public int keySize() {
    return size(keyBytes);
  }

  @Override
  public int valueSize() {
    return size(valueBytes);
  }

  @Override
  public boolean hasKey() {
    return keyBytes != null;
  }

  @Override
  public boolean hasValue() {
    return valueBytes != null;
  }

  @Override
  public int sequence() {
    return RecordBatch.NO_SEQUENCE;
  }

  @Override
  public void ensureValid() {
    // Its batch was checked.
  }

  @Override
  public boolean hasMagic(byte magic) {
    return magic == RecordBatch.CURRENT_MAGIC_VALUE;
  }

  @Override
  public boolean isCompressed() {
    return false;
  }

  @Override
  public boolean hasTimestampType(TimestampType type) {
    return false;
  }

  private static @Nullable ByteBuffer buffer(byte @Nullable [] bytes) {
    return bytes == null ? null : ByteBuffer.wrap(bytes);
  }

  private static int size(byte @Nullable [] bytes) {
    return bytes == null ? -1 : bytes.length;
  }
}
