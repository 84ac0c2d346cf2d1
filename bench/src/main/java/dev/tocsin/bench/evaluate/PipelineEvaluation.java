package dev.tocsin.bench.evaluate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.core.setting.Settings;
import dev.tocsin.local.embedded.EmbeddedParts;
import dev.tocsin.local.pipeline.PipelineQueues;
import dev.tocsin.store.statistics.TableStatistics;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A workload through the evaluator's pipeline: {@code tocsin serve} as a process of its own, with
 * the evaluator alone, takes records that are in Kafka already. Kafka and the queues run in this
 * process, PostgreSQL beside it, with fsync.
 */
final class PipelineEvaluation {
  private static final String TOPIC = Settings.DEFAULT.topics().getFirst().name();
  private static final String QUEUE_PREFIX = "bench-";
  private static final long LOOK_MILLIS = 100;

  private final Workload workload;
  private final long samples;
  private final int batch;
  private final String heap;

  /**
   * @param batch most records of an invocation
   * @param heap of the process that evaluates, as {@code -Xmx} takes it
   */
  PipelineEvaluation(Workload workload, long samples, int batch, String heap) {
    this.workload = workload;
    this.samples = samples;
    this.batch = batch;
    this.heap = heap;
  }

  /** Runs once, with empty state, in a directory that is empty. */
  ObjectNode run(Path directory) throws IOException, InterruptedException, SQLException {
    Path rules =
        Files.writeString(
            directory.resolve("rules.yaml"), workload.rules(), StandardCharsets.UTF_8);
    Path settings =
        Files.writeString(
            directory.resolve("settings.yaml"),
            "limits: {batch_size: %d}%n".formatted(batch),
            StandardCharsets.UTF_8);
    EmbeddedParts.Plan plan =
        new EmbeddedParts.Plan(
            Optional.of(directory.resolve("data")),
            0,
            List.of(TOPIC),
            EmbeddedParts.Plan.DEFAULT_PARTITIONS,
            new PipelineQueues(QUEUE_PREFIX).specs());
    try (EmbeddedParts parts = EmbeddedParts.start(plan)) {
      send(parts.kafka().bootstrapServers());
      PGSimpleDataSource database = new PGSimpleDataSource();
      database.setUrl(parts.postgres().jdbcUrl());
      TableStatistics tables = new TableStatistics(database);
      try (ServeProcess serve =
          ServeProcess.start(
              List.of(
                  "--rules=" + rules,
                  "--settings=" + settings,
                  "--functions=evaluator",
                  "--kafka=" + parts.kafka().bootstrapServers(),
                  "--postgres=" + parts.postgres().jdbcUrl(),
                  "--sqs-endpoint=" + parts.sqs().endpoint(),
                  "--queue-prefix=" + QUEUE_PREFIX),
              heap)) {
        return measure(serve, tables);
      }
    }
  }

  private void send(String kafka) throws IOException {
    Map<String, Object> properties =
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            kafka,
            ProducerConfig.LINGER_MS_CONFIG,
            50,
            ProducerConfig.BATCH_SIZE_CONFIG,
            1 << 18,
            ProducerConfig.COMPRESSION_TYPE_CONFIG,
            "lz4");
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer())) {
      workload.make(
          samples,
          (host, record) -> {
            var unused = producer.send(new ProducerRecord<>(TOPIC, host, record));
          });
    }
  }

  private ObjectNode measure(ServeProcess serve, TableStatistics tables)
      throws IOException, InterruptedException, SQLException {
    URI http = serve.http();
    long begun = 0;
    long taken = 0;
    while (taken < samples || tables.eventsUnsent() > 0) {
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      serve.check();
      long before = taken;
      taken = tables.recordsTaken();
      if (before == 0 && taken > 0) {
        begun = System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS);
      }
    }
    double wall = (System.nanoTime() - begun) / 1e9;
    ObjectNode result = Figures.of(samples, wall, serve.cpuSeconds(), serve.pid());
    result.put("rows_written", tables.rowsWritten());
    long keys = tables.gridKeys();
    result.put("bytes_per_key", keys == 0 ? 0 : tables.gridBytes() / keys);
    result.put("transitions", Scrape.sum(http.resolve("/metrics"), "tocsin_transitions_total"));
    return result;
  }
}
