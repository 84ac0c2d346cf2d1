package dev.tocsin.local.lambda;

import com.amazonaws.services.lambda.runtime.events.KafkaEvent;
import dev.tocsin.evaluator.KafkaBatchResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * The records of one invocation.
 *
 * @param records by partition, each in the order of its offsets; at least one a partition
 */
record RecordBatch(Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records) {
  RecordBatch {
    records = Map.copyOf(records);
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
