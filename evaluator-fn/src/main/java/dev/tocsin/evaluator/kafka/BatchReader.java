package dev.tocsin.evaluator.kafka;

import dev.tocsin.core.limit.Limit;
import dev.tocsin.evaluator.batch.Truncation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.record.DefaultRecordBatch;
import org.apache.kafka.common.record.Record;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.utils.BufferSupplier;
import org.apache.kafka.common.utils.CloseableIterator;
import org.jspecify.annotations.Nullable;

/**
 * The records of a record batch, decompressed as they are asked for. At no time it holds more than
 * one of them, and none that is larger than the limit: of such a record it returns the beginning.
 * Where it cannot go on, one record at the batch's last offset stands for all that are left.
 *
 * <p>Source of the format: Kafka's documentation, "Record Batch" and "Record".
 */
final class BatchReader implements CloseableIterator<Record> {
  private final DefaultRecordBatch batch;
  private final FetchLimits limits;
  private final PollBudget budget;
  private final BufferSupplier buffers;
  private final int count;

  private @Nullable BatchInput input;
  private @Nullable Record next;
  private long lastOffset;
  private int read;
  private boolean ended;

  BatchReader(
      DefaultRecordBatch batch, FetchLimits limits, PollBudget budget, BufferSupplier buffers) {
    this.batch = batch;
    this.limits = limits;
    this.budget = budget;
    this.buffers = buffers;
    this.count = batch.countOrNull();
    this.lastOffset = batch.baseOffset() - 1;
  }

  @Override
  public boolean hasNext() {
    if (next == null && !ended) {
      next = advance();
      ended = next == null;
    }
    return next != null;
  }

  @Override
  public Record next() {
    Record result = hasNext() ? next : null;
    if (result == null) {
      throw new NoSuchElementException();
    }
    next = null;
    return result;
  }

  private @Nullable Record advance() {
    if (read == count) {
      return null;
    }
    try {
      if (count < 0) {
        throw new InvalidRecordException("it claims to have " + count + " records");
      }
      if (read == limits.batchRecords()) {
        return rest(
            Truncation.beyond(
                Limit.RECORD_BATCH_RECORDS,
                "%s: their record batch has %d records, and at most %d are read"
                    .formatted(left(), count, limits.batchRecords())));
      }
      Record record = record(input());
      lastOffset = record.offset();
      read++;
      return record;
    } catch (BatchInput.TooMany e) {
      return rest(
          Truncation.beyond(
              Limit.RECORD_BATCH_BYTES,
              "%s: their record batch has more bytes after decompression than the %d that are read"
                  .formatted(left(), limits.batchBytes())));
    } catch (IOException | RuntimeException e) {
      return rest(
          Truncation.corrupt("%s: their record batch cannot be read: %s".formatted(left(), e)));
    }
  }

  private BatchInput input() {
    BatchInput open = input;
    if (open == null) {
      open = new BatchInput(batch.recordInputStream(buffers), limits.batchBytes());
      input = open;
    }
    return open;
  }

  private Record record(BatchInput in) throws IOException {
    int size = in.varint();
    long start = in.position();
    int unusedAttributes = in.octet();
    long timestamp = batch.baseTimestamp() + in.varlong();
    long offset = batch.baseOffset() + in.varint();
    if (offset <= lastOffset || offset > batch.lastOffset()) {
      throw new InvalidRecordException("a record has the offset " + offset);
    }
    int keySize = length(in.varint(), start + size - in.position());
    byte @Nullable [] key = null;
    if (keySize > limits.recordBytes()) {
      in.skip(keySize);
    } else if (keySize >= 0) {
      key = in.bytes(keySize);
    }
    int valueSize = length(in.varint(), start + size - in.position());
    long whole = Math.max(0L, keySize) + Math.max(0L, valueSize);
    boolean tooLarge = whole > limits.recordBytes();
    byte @Nullable [] value = null;
    if (valueSize >= 0) {
      value = in.bytes(tooLarge ? Math.min(valueSize, FetchLimits.KEPT) : valueSize);
    }
    // What is left of the value, and the headers.
    in.skip(start + size - in.position());
    return new BoundedRecord(
        offset,
        batch.timestampType() == TimestampType.LOG_APPEND_TIME ? batch.maxTimestamp() : timestamp,
        tooLarge ? null : key,
        value,
        tooLarge
            ? Optional.of(new TruncationHeader(tooLarge(limits, whole, Math.max(0, valueSize))))
            : Optional.empty(),
        budget);
  }

  /** The length of a key or value, -1 for none. */
  private static int length(int claimed, long left) {
    if (claimed > left) {
      throw new InvalidRecordException("a key or value is longer than its record");
    }
    return Math.max(-1, claimed);
  }

  /**
   * Why a record is cut.
   *
   * @param whole bytes of its key and value
   */
  static Truncation tooLarge(FetchLimits limits, long whole, int valueSize) {
    return Truncation.beyond(
        Limit.RECORD_BYTES,
        "record has %d bytes: at most %d are read, and the first %d of its value are kept"
            .formatted(whole, limits.recordBytes(), Math.min(valueSize, FetchLimits.KEPT)));
  }

  private String left() {
    return "offsets %d to %d are left out".formatted(lastOffset + 1, batch.lastOffset());
  }

  /** Stands for all records that are left; nothing when none is. */
  private @Nullable Record rest(Truncation why) {
    read = count;
    return lastOffset < batch.lastOffset()
        ? standIn(batch.lastOffset(), batch.maxTimestamp(), why, budget)
        : null;
  }

  /** A record without a key and value of its own. */
  static Record standIn(long offset, long timestamp, Truncation why, PollBudget budget) {
    return new BoundedRecord(
        offset, timestamp, null, new byte[0], Optional.of(new TruncationHeader(why)), budget);
  }

  @Override
  public void close() {
    try {
      if (input != null) {
        input.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
