package dev.tocsin.local.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.events.KafkaEvent;
import com.amazonaws.services.lambda.runtime.events.KafkaEvent.KafkaEventRecord;
import dev.tocsin.evaluator.batch.Truncation;
import dev.tocsin.evaluator.kafka.BoundedConsumer;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Shapes consumed records as the event source mapping shapes them. */
final class KafkaEvents {
  private static final Base64.Encoder BASE64 = Base64.getEncoder();

  private KafkaEvents() {}

  /**
   * One event.
   *
   * @param batch by partition, each in the order of its offsets
   */
  static KafkaEvent of(Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> batch) {
    Map<String, List<KafkaEventRecord>> records = new HashMap<>();
    batch.forEach((partition, of) ->
        records.put(partition.toString(), of.stream().map(KafkaEvents::record).toList()));
    return KafkaEvent.builder().withEventSource("aws:kafka").withRecords(records).build();
  }

  private static KafkaEventRecord record(ConsumerRecord<byte[], byte[]> record) {
    return KafkaEventRecord.builder()
        .withTopic(record.topic())
        .withPartition(record.partition())
        .withOffset(record.offset())
        .withTimestamp(record.timestamp())
        .withTimestampType(record.timestampType().name())
        .withKey(base64(record.key()))
        .withValue(base64(record.value()))
        .withHeaders(
            BoundedConsumer.cut(record)
                .map(cut -> List.of(Map.of(Truncation.HEADER, cut.text().getBytes(UTF_8))))
                .orElse(List.of()))
        .build();
  }

  private static @Nullable String base64(byte @Nullable [] bytes) {
    return bytes == null ? null : BASE64.encodeToString(bytes);
  }
}
