package dev.tocsin.local.lambda;

import dev.tocsin.core.failure.FailureLog;
import dev.tocsin.engine.cursor.PartitionCursor;
import dev.tocsin.engine.cursor.PartitionCursors;
import dev.tocsin.engine.cursor.PartitionId;
import dev.tocsin.evaluator.KafkaBatchResponse;
import dev.tocsin.evaluator.MetricsHandler;
import dev.tocsin.evaluator.batch.MetricBatch;
import dev.tocsin.evaluator.batch.RawRecord;
import dev.tocsin.evaluator.kafka.BoundedConsumer;
import io.micronaut.configuration.kafka.ConsumerSeekAware;
import io.micronaut.configuration.kafka.annotation.KafkaListener;
import io.micronaut.configuration.kafka.annotation.OffsetReset;
import io.micronaut.configuration.kafka.annotation.OffsetStrategy;
import io.micronaut.configuration.kafka.annotation.Topic;
import io.micronaut.configuration.kafka.exceptions.KafkaListenerException;
import io.micronaut.configuration.kafka.exceptions.KafkaListenerExceptionHandler;
import io.micronaut.configuration.kafka.seek.KafkaSeekOperation;
import io.micronaut.configuration.kafka.seek.KafkaSeeker;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.annotation.Requires;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the metrics topics in a long-running process as the event source mapping would: a batch of
 * several partitions is handed over, and what the handler reports as failed is read again. Where a
 * partition goes on is the database's word, not the group's offset.
 */
@Requires(property = "tocsin.kafka.listen", value = "true")
@KafkaListener(
    groupId = "${tocsin.kafka.group:tocsin-evaluator}",
    offsetReset = OffsetReset.EARLIEST,
    offsetStrategy = OffsetStrategy.DISABLED,
    batch = true,
    properties = {
      @Property(
          name = ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
          value = "${tocsin.kafka.batch:1000}"),
      // How long the partitions of an evaluator that was killed wait for another one.
      @Property(name = ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, value = "10000"),
      // How soon evaluators notice that another one has come or gone, and share anew.
      @Property(name = ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, value = "1000"),
      @Property(name = ConsumerConfig.FETCH_MAX_BYTES_CONFIG, value = "4194304"),
      @Property(name = ConsumerConfig.ISOLATION_LEVEL_CONFIG, value = "read_committed"),
      @Property(
          name = ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
          value = "org.apache.kafka.clients.consumer.CooperativeStickyAssignor")
    })
class MetricsListener implements ConsumerSeekAware, KafkaListenerExceptionHandler {
  private static final Logger LOG = LoggerFactory.getLogger(MetricsListener.class);
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMillis(500);

  private final MetricsHandler handler;
  private final PartitionCursors cursors;
  private final FailureLog failures;
  private final FailureLog kafkaTrouble;

  MetricsListener(ApplicationContext context, PartitionCursors cursors, InstantSource clock) {
    this.handler = new MetricsHandler(context);
    this.cursors = cursors;
    this.failures = new FailureLog(LOG, "Taking metric batches", clock);
    this.kafkaTrouble = new FailureLog(LOG, "Reading the metrics topics", clock);
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> assigned, KafkaSeeker seeker) {
    Map<PartitionId, Long> known = new HashMap<>();
    try {
      for (PartitionCursor cursor : cursors.all()) {
        known.put(cursor.id(), cursor.nextOffset());
      }
    } catch (RuntimeException e) {
      LOG.warn(
          "the database does not answer; partitions go on at the group's offsets: {}",
          e.toString());
    }
    for (TopicPartition partition : assigned) {
      Long next = known.get(new PartitionId(partition.topic(), partition.partition()));
      if (next != null && next > 0) {
        seeker.perform(KafkaSeekOperation.seek(partition, next));
      }
    }
  }

  @Topic("${tocsin.evaluator.topics:gds.metrics.production}")
  void receive(ConsumerRecords<byte[], byte[]> records, Consumer<byte[], byte[]> consumer)
      throws InterruptedException {
    List<MetricBatch> batches =
        records.partitions().stream()
            .map(partition -> batch(partition, records.records(partition)))
            .sorted(Comparator.comparing(MetricBatch::partition))
            .toList();
    kafkaTrouble.worked();
    Map<TopicPartition, Long> failed = handle(batches);
    Map<TopicPartition, OffsetAndMetadata> done = new HashMap<>();
    for (MetricBatch batch : batches) {
      TopicPartition partition = topicPartition(batch);
      Long from = failed.get(partition);
      if (from == null) {
        done.put(partition, new OffsetAndMetadata(batch.endOffset()));
      } else {
        consumer.seek(partition, from);
      }
    }
    consumer.commitAsync(done, (offsets, problem) -> {});
    if (!failed.isEmpty()) {
      Thread.sleep(PAUSE_AFTER_FAILURE);
    }
  }

  private static MetricBatch batch(
      TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> records) {
    return new MetricBatch(
        new PartitionId(partition.topic(), partition.partition()),
        records.stream()
            .map(record ->
                new RawRecord(
                    record.offset(),
                    record.value() == null ? new byte[0] : record.value(),
                    BoundedConsumer.cut(record)))
            .toList());
  }

  private static TopicPartition topicPartition(MetricBatch batch) {
    return new TopicPartition(batch.partition().topic(), batch.partition().partition());
  }

  /** What polling throws: it is tried again. */
  @Override
  public void handle(KafkaListenerException problem) {
    kafkaTrouble.failed(Objects.requireNonNullElse(problem.getCause(), problem));
    try {
      Thread.sleep(PAUSE_AFTER_FAILURE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Hands the batches over; returns from where each failed partition goes on. Whatever the handler
   * throws must not end the listener, an {@link Error} no more than an exception.
   */
  private Map<TopicPartition, Long> handle(List<MetricBatch> batches) {
    Map<TopicPartition, Long> failed = new HashMap<>();
    try {
      KafkaBatchResponse response = handler.take(batches);
      for (KafkaBatchResponse.Failure failure : response.batchItemFailures()) {
        batches.stream()
            .filter(
                batch -> batch.partition().toString().equals(failure.itemIdentifier().partition()))
            .forEach(batch -> failed.put(topicPartition(batch), failure.itemIdentifier().offset()));
      }
      if (failed.isEmpty()) {
        failures.worked();
      } else {
        failures.failed("partitions " + failed.keySet() + " failed");
      }
    } catch (RuntimeException | Error e) {
      batches.forEach(batch -> failed.put(topicPartition(batch), batch.firstOffset()));
      failures.failed(e);
    }
    return failed;
  }
}
