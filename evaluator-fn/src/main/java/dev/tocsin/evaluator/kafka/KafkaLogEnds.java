package dev.tocsin.evaluator.kafka;

import dev.tocsin.core.cursor.PartitionId;
import dev.tocsin.evaluator.grid.LogEnds;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.value.PropertyResolver;
import io.micronaut.retry.annotation.CircuitBreaker;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Asks Kafka by a consumer without a group. Where an end offset lies ahead it reads a little to see
 * whether a record stands there, since transaction markers take offsets too.
 */
@Singleton
@Requires(property = "kafka.bootstrap.servers")
class KafkaLogEnds implements LogEnds {
  private static final Duration LOOK = Duration.ofMillis(200);

  private final PropertyResolver settings;
  private @Nullable Consumer<byte[], byte[]> consumer;

  KafkaLogEnds(PropertyResolver settings) {
    this.settings = settings;
  }

  @Override
  @CircuitBreaker(attempts = "1", delay = "100ms", reset = "5s", throwWrappedException = true)
  public synchronized List<PartitionId> partitions(Collection<String> topics) {
    Map<String, List<PartitionInfo>> known = consumer().listTopics();
    return topics.stream()
        .flatMap(topic -> known.getOrDefault(topic, List.of()).stream())
        .map(info -> new PartitionId(info.topic(), info.partition()))
        .sorted()
        .toList();
  }

  @Override
  @CircuitBreaker(attempts = "1", delay = "100ms", reset = "5s", throwWrappedException = true)
  public synchronized Set<PartitionId> readToTheEnd(Map<PartitionId, Long> nextOffsets) {
    Map<TopicPartition, Long> wanted = new HashMap<>();
    nextOffsets.forEach(
        (id, offset) -> wanted.put(new TopicPartition(id.topic(), id.partition()), offset));
    Set<PartitionId> atEnd = new HashSet<>();
    consumer()
        .endOffsets(wanted.keySet())
        .forEach((partition, end) -> {
          long next = wanted.getOrDefault(partition, 0L);
          if (next >= end || onlyMarkers(partition, next, end)) {
            atEnd.add(new PartitionId(partition.topic(), partition.partition()));
          }
        });
    return atEnd;
  }

  private boolean onlyMarkers(TopicPartition partition, long next, long end) {
    Consumer<byte[], byte[]> reader = consumer();
    reader.assign(List.of(partition));
    reader.seek(partition, next);
    boolean none = reader.poll(LOOK).isEmpty() && reader.position(partition) >= end;
    reader.unsubscribe();
    return none;
  }

  private Consumer<byte[], byte[]> consumer() {
    if (consumer == null) {
      Properties properties = new Properties();
      settings
          .getProperties("kafka")
          .forEach((name, value) -> {
            if (ConsumerConfig.configNames().contains(name)) {
              properties.put(name, value.toString());
            }
          });
      properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "1");
      properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
      properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
      properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
      properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
      properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "5000");
      consumer =
          new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
    return consumer;
  }

  @PreDestroy
  synchronized void close() {
    if (consumer != null) {
      consumer.close(Duration.ofSeconds(1));
      consumer = null;
    }
  }
}
