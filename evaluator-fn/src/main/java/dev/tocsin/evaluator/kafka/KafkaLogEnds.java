package dev.tocsin.evaluator.kafka;

import dev.tocsin.core.failure.Outage;
import dev.tocsin.core.setting.CurrentSettings;
import dev.tocsin.engine.builtin.LogSnapshot;
import dev.tocsin.engine.cursor.PartitionId;
import dev.tocsin.evaluator.watermark.LogEnds;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.value.PropertyResolver;
import io.micronaut.retry.annotation.CircuitBreaker;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
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
  private final CurrentSettings limits;
  private final InstantSource clock;
  private @Nullable Consumer<byte[], byte[]> consumer;
  private @Nullable Consumer<byte[], byte[]> uncommitted;

  KafkaLogEnds(PropertyResolver settings, CurrentSettings limits, InstantSource clock) {
    this.settings = settings;
    this.limits = limits;
    this.clock = clock;
  }

  @Override
  @CircuitBreaker(attempts = "1", delay = "100ms", reset = "5s", throwWrappedException = true)
  public synchronized List<PartitionId> partitions(Collection<String> topics) {
    Map<String, List<PartitionInfo>> known = answered(consumer()::listTopics);
    return topics.stream()
        .flatMap(topic -> known.getOrDefault(topic, List.of()).stream())
        .map(info -> new PartitionId(info.topic(), info.partition()))
        .sorted()
        .toList();
  }

  @Override
  @CircuitBreaker(attempts = "1", delay = "100ms", reset = "5s", throwWrappedException = true)
  public synchronized List<Look> look(Map<PartitionId, Long> nextOffsets) {
    Map<TopicPartition, Long> wanted = new HashMap<>();
    nextOffsets.forEach(
        (id, offset) -> wanted.put(new TopicPartition(id.topic(), id.partition()), offset));
    List<Look> looks = new ArrayList<>();
    // Asked first: what is committed meanwhile must not seem to be held back.
    Map<TopicPartition, Long> written = answered(() -> uncommitted().endOffsets(wanted.keySet()));
    answered(() -> consumer().endOffsets(wanted.keySet()))
        .forEach((partition, end) -> {
          long next = wanted.getOrDefault(partition, 0L);
          looks.add(
              next > end
                  ? beyond(partition, next, end)
                  : upTo(partition, next, end, written.getOrDefault(partition, end)));
        });
    return looks;
  }

  private static <T> T answered(Supplier<T> question) {
    try {
      return question.get();
    } catch (RetriableException away) {
      throw new Outage("Kafka does not answer: " + away.getMessage());
    }
  }

  private Look upTo(TopicPartition partition, long next, long end, long written) {
    return new Look(
        new LogSnapshot(id(partition), 0, end, 0, Math.max(0, written - end)),
        next == end || onlyMarkers(partition, next, end));
  }

  /**
   * The end is that of what is committed. Whoever reads also what is not may be beyond it; nobody
   * is beyond the end of all that there is.
   */
  private Look beyond(TopicPartition partition, long next, long committed) {
    List<TopicPartition> only = List.of(partition);
    long end = uncommitted().endOffsets(only).getOrDefault(partition, committed);
    long start = uncommitted().beginningOffsets(only).getOrDefault(partition, 0L);
    long ahead = Math.max(0, next - end);
    return new Look(new LogSnapshot(id(partition), start, end, ahead), ahead == 0);
  }

  private static PartitionId id(TopicPartition partition) {
    return new PartitionId(partition.topic(), partition.partition());
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
      consumer = newConsumer("read_committed");
    }
    return consumer;
  }

  private Consumer<byte[], byte[]> uncommitted() {
    if (uncommitted == null) {
      uncommitted = newConsumer("read_uncommitted");
    }
    return uncommitted;
  }

  private Consumer<byte[], byte[]> newConsumer(String isolation) {
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
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation);
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "5000");
    return new BoundedConsumer(properties, limits.now().limits(), clock);
  }

  @PreDestroy
  synchronized void close() {
    if (consumer != null) {
      consumer.close(Duration.ofSeconds(1));
      consumer = null;
    }
    if (uncommitted != null) {
      uncommitted.close(Duration.ofSeconds(1));
      uncommitted = null;
    }
  }
}
