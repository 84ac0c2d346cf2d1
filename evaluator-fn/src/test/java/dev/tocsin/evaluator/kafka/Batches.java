package dev.tocsin.evaluator.kafka;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.CompressionType;
import org.apache.kafka.common.record.DefaultRecordBatch;
import org.apache.kafka.common.record.MemoryRecords;
import org.apache.kafka.common.record.RecordBatch;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.utils.ByteBufferOutputStream;
import org.apache.kafka.common.utils.ByteUtils;

/** Record batches as producers make them, and as none should. */
final class Batches {
  static final long BASE_OFFSET = 100;
  static final long TIME = 1_700_000_000_000L;

  private Batches() {}

  /** Writes what a batch says its records are. */
  interface Body {
    void write(DataOutputStream out) throws IOException;
  }

  /**
   * A batch with a right checksum.
   *
   * @param count that it claims
   */
  static MemoryRecords batch(CompressionType codec, int count, int lastOffsetDelta, Body body)
      throws IOException {
    return compressed(codec, count, lastOffsetDelta, codec, body);
  }

  /** A batch that says it is compressed by {@code codec}, and is by {@code actual}. */
  static MemoryRecords compressed(
      CompressionType codec, int count, int lastOffsetDelta, CompressionType actual, Body body)
      throws IOException {
    ByteBufferOutputStream buffer = new ByteBufferOutputStream(1 << 16);
    buffer.position(DefaultRecordBatch.RECORD_BATCH_OVERHEAD);
    try (OutputStream out =
            Compression.of(actual).build().wrapForOutput(buffer, RecordBatch.MAGIC_VALUE_V2);
        DataOutputStream data = new DataOutputStream(out)) {
      body.write(data);
    }
    ByteBuffer batch = buffer.buffer().duplicate();
    batch.flip();
    DefaultRecordBatch.writeHeader(
        batch,
        BASE_OFFSET,
        lastOffsetDelta,
        batch.limit(),
        RecordBatch.MAGIC_VALUE_V2,
        codec,
        TimestampType.CREATE_TIME,
        TIME,
        TIME,
        RecordBatch.NO_PRODUCER_ID,
        RecordBatch.NO_PRODUCER_EPOCH,
        RecordBatch.NO_SEQUENCE,
        false,
        false,
        false,
        RecordBatch.NO_PARTITION_LEADER_EPOCH,
        count);
    batch.rewind();
    return MemoryRecords.readableRecords(batch);
  }

  /** One record, with a value of blanks that is written piece by piece. */
  static void blanks(DataOutputStream out, int offsetDelta, long size) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    DataOutputStream data = new DataOutputStream(head);
    data.writeByte(0);
    ByteUtils.writeVarlong(offsetDelta, data);
    ByteUtils.writeVarint(offsetDelta, data);
    ByteUtils.writeVarint(-1, data);
    ByteUtils.writeVarint((int) size, data);
    ByteUtils.writeVarint((int) (head.size() + size + 1), out);
    out.write(head.toByteArray());
    byte[] piece = " ".repeat(1 << 16).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    for (long left = size; left > 0; left -= piece.length) {
      out.write(piece, 0, (int) Math.min(left, piece.length));
    }
    ByteUtils.writeVarint(0, out);
  }

  static MemoryRecords joined(List<MemoryRecords> all) {
    ByteBuffer buffer =
        ByteBuffer.allocate(all.stream().mapToInt(MemoryRecords::sizeInBytes).sum());
    all.forEach(records -> buffer.put(records.buffer().duplicate()));
    buffer.flip();
    return MemoryRecords.readableRecords(buffer);
  }
}
