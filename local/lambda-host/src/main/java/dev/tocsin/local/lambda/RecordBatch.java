package dev.tocsin.local.lambda;

import com.amazonaws.services.lambda.runtime.events.KafkaEvent;
import dev.tocsin.evaluator.KafkaBatchResponse;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/**
 * The records of one invocation.
 *
 * @param records by partition, each in the order of its offsets; at least one a partition
 */
record RecordBatch(Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records) {
  /** What a synchronous invocation may carry, less what stands around the records. */
  private static final long MOST_BYTES = (6 << 20) - 4_096;

  /** The names of a record's fields, its topic and its numbers. */
  private static final long FRAME_BYTES = 256;

  RecordBatch {
    records = Map.copyOf(records);
  }

  /**
   * All of a poll in as few batches as invocations can carry; of a partition, each has what comes
   * behind the one before.
   */
  static List<RecordBatch> inInvocations(ConsumerRecords<byte[], byte[]> polled) {
    List<RecordBatch> batches = new ArrayList<>();
    Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> batch = new HashMap<>();
    long room = MOST_BYTES;
    for (TopicPartition partition : polled.partitions()) {
      for (ConsumerRecord<byte[], byte[]> record : polled.records(partition)) {
        room -= size(record);
        if (room < 0 && !batch.isEmpty()) {
          batches.add(new RecordBatch(batch));
          batch = new HashMap<>();
          room = MOST_BYTES - size(record);
        }
        batch.computeIfAbsent(partition, first -> new ArrayList<>()).add(record);
      }
    }
    if (!batch.isEmpty()) {
      batches.add(new RecordBatch(batch));
    }
    return batches;
  }

  /** Bytes of a record in an event, where key and value are in base64. */
  private static long size(ConsumerRecord<byte[], byte[]> record) {
    int raw = Math.max(0, record.serializedKeySize()) + Math.max(0, record.serializedValueSize());
    return FRAME_BYTES + record.topic().length() * 2L + raw * 4L / 3;
  }

  /** The same without some partitions. */
  RecordBatch without(Collection<TopicPartition> partitions) {
    Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> others = new HashMap<>(records);
    others.keySet().removeAll(partitions);
    return new RecordBatch(others);
  }

  KafkaEvent event() {
    return KafkaEvents.of(records);
  }

  /** The offset behind the last record of a partition; 0 where it has none. */
  long end(TopicPartition partition) {
    List<ConsumerRecord<byte[], byte[]>> of = records.getOrDefault(partition, List.of());
    return of.isEmpty() ? 0 : of.getLast().offset() + 1;
  }

  /**
   * What came of it.
   *
   * @param next the offset at which each partition goes on
   * @param complete whether all records are done
   */
  record Progress(Map<TopicPartition, Long> next, boolean complete) {
    Progress {
      next = Map.copyOf(next);
    }
  }

  /**
   * What came of it, given what the function answered: each partition goes on behind its last
   * record, or at the one that is named as failed. An answer that names what is not in the batch
   * fails all of it, as AWS has it.
   */
  Progress after(KafkaBatchResponse response) {
    Map<TopicPartition, Long> next = new HashMap<>();
    records.keySet().forEach(partition -> next.put(partition, end(partition)));
    for (KafkaBatchResponse.Failure failure : response.batchItemFailures()) {
      KafkaBatchResponse.Position failed = failure.itemIdentifier();
      List<TopicPartition> named =
          records.entrySet().stream()
              .filter(of -> of.getKey().toString().equals(failed.partition()))
              .filter(of ->
                  of.getValue().stream().anyMatch(record -> record.offset() == failed.offset()))
              .map(Map.Entry::getKey)
              .toList();
      if (named.isEmpty()) {
        return nothingDone();
      }
      named.forEach(partition -> next.merge(partition, failed.offset(), Math::min));
    }
    return new Progress(next, response.batchItemFailures().isEmpty());
  }

  /** All of it comes again. */
  Progress nothingDone() {
    Map<TopicPartition, Long> next = new HashMap<>();
    records.forEach((partition, of) -> next.put(partition, of.getFirst().offset()));
    return new Progress(next, false);
  }
}
