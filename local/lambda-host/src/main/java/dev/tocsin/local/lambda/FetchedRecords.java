package dev.tocsin.local.lambda;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Records that were fetched and not handed over yet, in the order in which they came. Not
 * thread-safe.
 */
final class FetchedRecords {
  /** What a synchronous invocation may carry, less what stands around the records. */
  private static final long MOST_BYTES = (6 << 20) - 4_096;

  /** The names of a record's fields, its topic and its numbers. */
  private static final long FRAME_BYTES = 256;

  private final int batchSize;
  private final Deque<ConsumerRecord<byte[], byte[]>> waiting = new ArrayDeque<>();
  private long bytes;

  FetchedRecords(int batchSize) {
    this.batchSize = batchSize;
  }

  void add(Iterable<ConsumerRecord<byte[], byte[]>> fetched) {
    for (ConsumerRecord<byte[], byte[]> record : fetched) {
      waiting.addLast(record);
      bytes += size(record);
    }
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** Whether a batch would gain nothing by waiting. */
  boolean isFull() {
    return waiting.size() >= batchSize || bytes >= MOST_BYTES;
  }

  /** The next batch: as many records as one invocation takes, and at least one. */
  RecordBatch take() {
    Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> batch = new HashMap<>();
    long room = MOST_BYTES;
    for (int taken = 0; taken < batchSize && !waiting.isEmpty(); taken++) {
      ConsumerRecord<byte[], byte[]> record = waiting.getFirst();
      room -= size(record);
      if (room < 0 && taken > 0) {
        break;
      }
      waiting.removeFirst();
      bytes -= size(record);
      batch.computeIfAbsent(partition(record), partition -> new ArrayList<>()).add(record);
    }
    return new RecordBatch(batch);
  }

  /** Drops what waits of these partitions: it is fetched again, or by another. */
  void drop(Collection<TopicPartition> partitions) {
    waiting.removeIf(record -> partitions.contains(partition(record)));
    bytes = waiting.stream().mapToLong(FetchedRecords::size).sum();
  }

  private static TopicPartition partition(ConsumerRecord<byte[], byte[]> record) {
    return new TopicPartition(record.topic(), record.partition());
  }

  /** Bytes of a record in an event, where key and value are in base64. */
  private static long size(ConsumerRecord<byte[], byte[]> record) {
    int raw = Math.max(0, record.serializedKeySize()) + Math.max(0, record.serializedValueSize());
    return FRAME_BYTES + record.topic().length() * 2L + raw * 4L / 3;
  }
}
