package dev.tocsin.local.lambda;

import com.amazonaws.services.lambda.runtime.events.KafkaEvent;
import dev.tocsin.core.failure.FailureLog;
import dev.tocsin.core.limit.Limits;
import dev.tocsin.evaluator.KafkaBatchResponse;
import dev.tocsin.evaluator.kafka.BoundedConsumer;
import dev.tocsin.local.lambda.RecordBatch.Progress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One poller of a {@link KafkaMapping}: a member of its group with its share of the partitions. */
final class KafkaPoller implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaPoller.class);

  /** How soon a stop is noticed. */
  private static final Duration LOOK = Duration.ofMillis(250);

  /** Longer than any invocation: until then its partitions are given to nobody else. */
  private static final Duration LONGEST_BATCH = Duration.ofMinutes(20);

  private final KafkaMapping.Settings settings;
  private final Function<KafkaEvent, KafkaBatchResponse> function;
  private final CountDownLatch stopping;
  private final FetchedRecords fetched;
  private final Backoff backoff = new Backoff();
  private final FailureLog kafkaTrouble;
  private final FailureLog functionTrouble;

  KafkaPoller(
      KafkaMapping.Settings settings,
      Function<KafkaEvent, KafkaBatchResponse> function,
      CountDownLatch stopping) {
    this.settings = settings;
    this.function = function;
    this.stopping = stopping;
    this.fetched = new FetchedRecords(settings.batchSize());
    this.kafkaTrouble =
        new FailureLog(LOG, "Kafka of " + settings.function(), InstantSource.system());
    this.functionTrouble =
        new FailureLog(LOG, "Function " + settings.function(), InstantSource.system());
  }

  @Override
  public void run() {
    try (Consumer<byte[], byte[]> consumer =
        new BoundedConsumer(properties(), Limits.DEFAULT, InstantSource.system())) {
      consumer.subscribe(settings.topics(), new Dropping());
      while (!isStopping()) {
        try {
          gather(consumer);
          if (!isStopping() && !fetched.isEmpty()) {
            handOver(consumer, fetched.take());
          }
          kafkaTrouble.worked();
        } catch (RuntimeException | Error e) {
          kafkaTrouble.failed(e.toString());
          pause();
        }
      }
    }
  }

  private Properties properties() {
    Properties properties = new Properties();
    properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
    properties.put(ConsumerConfig.GROUP_ID_CONFIG, settings.group());
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 4 << 20);
    properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, settings.batchSize());
    properties.put(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, (int) LONGEST_BATCH.toMillis());
    // How long the partitions of a process that was killed wait for another one.
    properties.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000);
    properties.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 1_000);
    return properties;
  }

  /** Fetches until a batch is full, or its window has passed. */
  private void gather(Consumer<byte[], byte[]> consumer) {
    long began = System.nanoTime();
    do {
      long left = settings.window().toNanos() - (System.nanoTime() - began);
      boolean empty = fetched.isEmpty();
      if (!empty && left <= 0) {
        return;
      }
      Duration wait = Duration.ofNanos(empty ? LOOK.toNanos() : Math.min(left, LOOK.toNanos()));
      fetched.add(consumer.poll(wait));
      if (empty) {
        began = System.nanoTime();
      }
    } while (!isStopping() && !fetched.isFull());
  }

  private void handOver(Consumer<byte[], byte[]> consumer, RecordBatch batch) {
    Progress progress = invoke(batch);
    Set<TopicPartition> again = new HashSet<>();
    Map<TopicPartition, OffsetAndMetadata> done = new HashMap<>();
    progress
        .next()
        .forEach((partition, next) -> {
          done.put(partition, new OffsetAndMetadata(next));
          if (next < batch.end(partition)) {
            consumer.seek(partition, next);
            again.add(partition);
          }
        });
    fetched.drop(again);
    consumer.commitSync(done);
    if (progress.complete()) {
      backoff.reset();
    } else {
      pause();
    }
  }

  /** Whatever the function throws must not end a poller. */
  private Progress invoke(RecordBatch batch) {
    try {
      Progress progress = batch.after(function.apply(batch.event()));
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

  private boolean isStopping() {
    return stopping.getCount() == 0;
  }

  private void pause() {
    try {
      boolean unused = stopping.await(backoff.next().toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stopping.countDown();
    }
  }

  /** Lets go of what was fetched of partitions that are another's now. */
  private final class Dropping implements ConsumerRebalanceListener {
    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      fetched.drop(partitions);
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      // They go on at the group's offsets.
    }
  }
}
