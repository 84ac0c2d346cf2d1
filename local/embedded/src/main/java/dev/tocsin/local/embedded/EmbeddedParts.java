package dev.tocsin.local.embedded;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kafka, PostgreSQL and SQS, started side by side in one directory.
 *
 * @param kafka takes records
 * @param postgres durable where the directory is kept
 * @param sqs with the queues it was asked for
 */
public record EmbeddedParts(
    EmbeddedKafka kafka, LocalPostgres postgres, EmbeddedSqs sqs, AutoCloseable directory)
    implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedParts.class);

  /**
   * What to start.
   *
   * @param data where all state is kept; without it, nothing stays
   * @param kafkaPort 0 for any free one
   * @param topics created when absent, each with {@code partitions} partitions
   */
  public record Plan(
      Optional<Path> data,
      int kafkaPort,
      List<String> topics,
      int partitions,
      List<QueueSpec> queues) {
    public static final int DEFAULT_PARTITIONS = 4;

    public Plan {
      topics = List.copyOf(topics);
      queues = List.copyOf(queues);
    }
  }

  /**
   * Starts all parts; when one of them fails, the others are stopped again.
   *
   * @throws dev.tocsin.core.failure.UserError when another process uses the data directory, or a
   *     port is taken
   */
  public static EmbeddedParts start(Plan plan) {
    WorkDirectory directory = WorkDirectory.open(plan.data());
    Executor threads = task -> new Thread(task, "start-part").start();
    var kafka = CompletableFuture.supplyAsync(() -> startKafka(plan, directory), threads);
    var postgres =
        CompletableFuture.supplyAsync(
            () -> LocalPostgres.start(directory.path(), 0, directory.isKept()), threads);
    var sqs = CompletableFuture.supplyAsync(() -> startSqs(plan, directory), threads);
    var all = List.of(kafka, postgres, sqs);
    try {
      CompletableFuture.allOf(kafka, postgres, sqs).join();
      return new EmbeddedParts(kafka.join(), postgres.join(), sqs.join(), directory);
    } catch (CompletionException e) {
      closeAll(
          all.stream()
              .filter(part -> !part.isCompletedExceptionally())
              .<AutoCloseable>map(CompletableFuture::join)
              .toList());
      directory.close();
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private static EmbeddedSqs startSqs(Plan plan, WorkDirectory directory) {
    EmbeddedSqs sqs = EmbeddedSqs.start(0, plan.queues());
    if (directory.isKept()) {
      sqs.key().writeIn(directory.path());
    }
    return sqs;
  }

  private static EmbeddedKafka startKafka(Plan plan, WorkDirectory directory) {
    EmbeddedKafka kafka = EmbeddedKafka.start(directory.path(), plan.kafkaPort());
    try {
      kafka.createTopics(plan.topics(), plan.partitions());
      return kafka;
    } catch (RuntimeException e) {
      kafka.close();
      throw e;
    }
  }

  @Override
  public void close() {
    closeAll(List.of(kafka, postgres, sqs));
    closeOne(directory);
  }

  private static void closeAll(List<? extends AutoCloseable> parts) {
    List<Thread> closers =
        parts.stream().map(part -> new Thread(() -> closeOne(part), "stop-part")).toList();
    closers.forEach(Thread::start);
    for (Thread closer : closers) {
      try {
        closer.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static void closeOne(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception e) {
      LOG.warn("Could not stop {}", part.getClass().getSimpleName(), e);
    }
  }
}
