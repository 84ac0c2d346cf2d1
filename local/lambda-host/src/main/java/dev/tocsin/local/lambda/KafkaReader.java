package dev.tocsin.local.lambda;

import dev.tocsin.core.failure.FailureLog;
import dev.tocsin.local.lambda.RecordBatch.Progress;
import io.micronaut.configuration.kafka.ConsumerSeekAware;
import io.micronaut.configuration.kafka.annotation.KafkaListener;
import io.micronaut.configuration.kafka.annotation.OffsetReset;
import io.micronaut.configuration.kafka.annotation.OffsetStrategy;
import io.micronaut.configuration.kafka.annotation.Topic;
import io.micronaut.configuration.kafka.exceptions.KafkaListenerException;
import io.micronaut.configuration.kafka.exceptions.KafkaListenerExceptionHandler;
import io.micronaut.configuration.kafka.seek.KafkaSeekOperation;
import io.micronaut.configuration.kafka.seek.KafkaSeeker;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.annotation.Requires;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads topics for a function as the event source mapping of Lambda does: records come as its
 * events, several partitions in one, each of which fits into an invocation; what the function names
 * as failed is read again. It is a member of its group with its share of the partitions; an offset
 * is committed when the function is done with what is before it.
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
      // Until then its partitions are given to no other member.
      @Property(
          name = ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG,
          value = "${tocsin.kafka.longest-batch-millis:300000}"),
      // The broker answers when there are so many bytes, or the time has passed.
      @Property(
          name = ConsumerConfig.FETCH_MIN_BYTES_CONFIG,
          value = "${tocsin.kafka.least-bytes:1}"),
      @Property(
          name = ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
          value = "${tocsin.kafka.window-millis:500}"),
      // How long the partitions of a reader that was killed wait for another one.
      @Property(name = ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, value = "10000"),
      // How soon readers notice that another one has come or gone, and share anew.
      @Property(name = ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, value = "1000"),
      @Property(name = ConsumerConfig.FETCH_MAX_BYTES_CONFIG, value = "4194304"),
      @Property(name = ConsumerConfig.ISOLATION_LEVEL_CONFIG, value = "read_committed"),
      @Property(name = ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, value = "false"),
      @Property(
          name = ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
          value = "org.apache.kafka.clients.consumer.CooperativeStickyAssignor")
    })
class KafkaReader implements ConsumerSeekAware, KafkaListenerExceptionHandler {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaReader.class);

  private final KafkaFunction function;
  private final Backoff backoff = new Backoff();
  private final FailureLog functionTrouble;
  private final FailureLog kafkaTrouble;

  KafkaReader(KafkaFunction function, InstantSource clock) {
    this.function = function;
    this.functionTrouble = new FailureLog(LOG, "Function " + function.name(), clock);
    this.kafkaTrouble = new FailureLog(LOG, "Reading Kafka for " + function.name(), clock);
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> assigned, KafkaSeeker seeker) {
    Map<TopicPartition, Long> known = Map.of();
    try {
      known = function.positions();
    } catch (RuntimeException e) {
      LOG.warn(
          "the database does not answer; partitions go on at the group's offsets: {}",
          e.toString());
    }
    for (TopicPartition partition : assigned) {
      Long next = known.get(partition);
      if (next != null) {
        seeker.perform(KafkaSeekOperation.seek(partition, next));
      }
    }
  }

  @Topic("${tocsin.evaluator.topics:gds.metrics.production}")
  void receive(ConsumerRecords<byte[], byte[]> records, Consumer<byte[], byte[]> consumer)
      throws InterruptedException {
    kafkaTrouble.worked();
    Map<TopicPartition, OffsetAndMetadata> done = new HashMap<>();
    Map<TopicPartition, Long> again = new HashMap<>();
    for (RecordBatch fetched : RecordBatch.inInvocations(records)) {
      RecordBatch batch = fetched.without(again.keySet());
      Progress progress = invoke(batch);
      progress
          .next()
          .forEach((partition, next) -> {
            done.put(partition, new OffsetAndMetadata(next));
            if (next < batch.end(partition)) {
              again.put(partition, next);
            }
          });
    }
    again.forEach(consumer::seek);
    consumer.commitAsync(done, (offsets, problem) -> {});
    if (again.isEmpty()) {
      backoff.reset();
    } else {
      Thread.sleep(backoff.next());
    }
  }

  /** Whatever the function throws must not end the reader, an {@link Error} no more. */
  private Progress invoke(RecordBatch batch) {
    if (batch.records().isEmpty()) {
      return batch.nothingDone();
    }
    try {
      Progress progress = batch.after(function.take(batch.event()));
      if (progress.complete()) {
        functionTrouble.worked();
      } else {
        functionTrouble.failed("it did not take all of a batch");
      }
      return progress;
    } catch (RuntimeException | Error e) {
      functionTrouble.failed(e);
      return batch.nothingDone();
    }
  }

  /** What polling throws: it is tried again. */
  @Override
  public void handle(KafkaListenerException problem) {
    kafkaTrouble.failed(Objects.requireNonNullElse(problem.getCause(), problem));
    try {
      Thread.sleep(backoff.next());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
