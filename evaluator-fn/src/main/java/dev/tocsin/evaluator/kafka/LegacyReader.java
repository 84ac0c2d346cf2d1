package dev.tocsin.evaluator.kafka;

import dev.tocsin.core.limit.Limit;
import dev.tocsin.evaluator.batch.Truncation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.AbstractLegacyRecordBatch;
import org.apache.kafka.common.record.Record;
import org.apache.kafka.common.utils.BufferSupplier;
import org.apache.kafka.common.utils.CloseableIterator;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * The records of a message set as producers wrote it before Kafka 0.11. Kafka decompresses it as a
 * whole, so that one with more bytes than a poll takes is left out as a whole.
 */
final class LegacyReader {
  private LegacyReader() {}

  static CloseableIterator<Record> of(
      AbstractLegacyRecordBatch set,
      FetchLimits limits,
      PollBudget budget,
      BufferSupplier buffers) {
    return leftOut(set, limits, buffers)
        .map(why -> single(BatchReader.standIn(set.lastOffset(), set.maxTimestamp(), why, budget)))
        .orElseGet(() -> bounded(set.streamingIterator(buffers), limits, budget));
  }

  private static Optional<Truncation> leftOut(
      AbstractLegacyRecordBatch set, FetchLimits limits, BufferSupplier buffers) {
    if (!set.isCompressed()) {
      return Optional.empty();
    }
    String subject = "the message set that ends at offset " + set.lastOffset();
    try (BatchInput input =
        new BatchInput(
            Compression.of(set.compressionType())
                .build()
                .wrapForInput(set.outerRecord().value(), set.magic(), buffers),
            limits.pollBytes())) {
      input.drain();
      return Optional.empty();
    } catch (BatchInput.TooMany e) {
      return Optional.of(
          Truncation.beyond(
              Limit.POLL_BYTES,
              "%s is left out: it has more bytes after decompression than the %d that are read"
                  .formatted(subject, limits.pollBytes())));
    } catch (IOException | RuntimeException e) {
      return Optional.of(Truncation.corrupt("%s cannot be read: %s".formatted(subject, e)));
    }
  }

  private static CloseableIterator<Record> single(Record record) {
    return CloseableIterator.wrap(Optional.of(record).stream().iterator());
  }

  private static CloseableIterator<Record> bounded(
      CloseableIterator<Record> records, FetchLimits limits, PollBudget budget) {
    return new CloseableIterator<>() {
      @Override
      public boolean hasNext() {
        return records.hasNext();
      }

      @Override
      public Record next() {
        return bounded(records.next(), limits, budget);
      }

      @Override
      public void close() {
        records.close();
      }
    };
  }

  private static Record bounded(Record record, FetchLimits limits, PollBudget budget) {
    long whole = Math.max(0L, record.keySize()) + Math.max(0L, record.valueSize());
    boolean tooLarge = whole > limits.recordBytes();
    return new BoundedRecord(
        record.offset(),
        record.timestamp(),
        tooLarge ? null : bytes(record.key(), limits.recordBytes()),
        bytes(record.value(), tooLarge ? FetchLimits.KEPT : limits.recordBytes()),
        tooLarge
            ? Optional.of(
                new TruncationHeader(
                    BatchReader.tooLarge(limits, whole, Math.max(0, record.valueSize()))))
            : Optional.empty(),
        budget);
  }

  private static byte @Nullable [] bytes(@Nullable ByteBuffer buffer, int most) {
    return buffer == null ? null : Utils.toArray(buffer, Math.min(buffer.remaining(), most));
  }
}
