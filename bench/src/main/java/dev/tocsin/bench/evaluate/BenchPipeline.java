package dev.tocsin.bench.evaluate;

import dev.tocsin.core.setting.Settings;
import dev.tocsin.local.embedded.EmbeddedParts;
import dev.tocsin.local.embedded.LocalPostgres;
import dev.tocsin.local.pipeline.Addresses;
import dev.tocsin.local.pipeline.PipelineQueues;
import dev.tocsin.store.statistics.TableStatistics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * What {@code tocsin serve} needs for a workload: its files, Kafka and the queues in this process,
 * PostgreSQL beside it, with fsync.
 */
final class BenchPipeline implements AutoCloseable {
  private static final String TOPIC = Settings.DEFAULT.topics().getFirst().name();
  private static final String QUEUE_PREFIX = "bench-";

  private final Path rules;
  private final Path settings;
  private final EmbeddedParts parts;
  private final PGSimpleDataSource database = new PGSimpleDataSource();

  /**
   * Starts all but the evaluator.
   *
   * @param batch most records of an invocation
   * @param directory an empty one
   */
  BenchPipeline(Workload workload, int batch, Path directory) throws IOException {
    this.rules =
        Files.writeString(
            directory.resolve("rules.yaml"), workload.rules(), StandardCharsets.UTF_8);
    this.settings =
        Files.writeString(
            directory.resolve("settings.yaml"),
            "limits: {batch_size: %d}%n".formatted(batch),
            StandardCharsets.UTF_8);
    this.parts =
        EmbeddedParts.start(
            new EmbeddedParts.Plan(
                Optional.of(directory.resolve("data")),
                0,
                List.of(TOPIC),
                EmbeddedParts.Plan.DEFAULT_PARTITIONS,
                new PipelineQueues(QUEUE_PREFIX).specs()));
    database.setUrl(parts.postgres().jdbcUrl());
  }

  /** Sends records to the topic, those of a host in their order. */
  final class Producer implements Workload.Records, AutoCloseable {
    private final KafkaProducer<String, byte[]> kafka =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                parts.kafka().bootstrapServers(),
                ProducerConfig.LINGER_MS_CONFIG,
                50,
                ProducerConfig.BATCH_SIZE_CONFIG,
                1 << 18,
                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                "lz4"),
            new StringSerializer(),
            new ByteArraySerializer());

    @Override
    public void add(String host, byte[] record) {
      var unused = kafka.send(new ProducerRecord<>(TOPIC, host, record));
    }

    @Override
    public void close() {
      kafka.close();
    }
  }

  /**
   * Starts the evaluator, as a process of its own; returns when it takes records.
   *
   * @param evaluators that share the partitions
   * @param heap as {@code -Xmx} takes it
   */
  ServeProcess serve(int evaluators, String heap) throws IOException {
    return ServeProcess.start(
        List.of(
            "--functions=evaluator",
            "--evaluators=" + evaluators,
            "--rules=" + rules,
            "--settings=" + settings,
            "--kafka=" + parts.kafka().bootstrapServers(),
            "--postgres=" + Addresses.shown(parts.postgres().jdbcUrl()),
            "--postgres-user=" + LocalPostgres.DATABASE,
            "--sqs-endpoint=" + parts.sqs().endpoint(),
            "--queue-prefix=" + QUEUE_PREFIX),
        Map.of(
            "TOCSIN_POSTGRES_PASSWORD",
            parts.postgres().password(),
            "AWS_ACCESS_KEY_ID",
            parts.sqs().key().id(),
            "AWS_SECRET_ACCESS_KEY",
            parts.sqs().key().secret()),
        heap);
  }

  TableStatistics tables() {
    return new TableStatistics(database);
  }

  @Override
  public void close() {
    parts.close();
  }
}
