package dev.tocsin.local.pipeline;

import static dev.tocsin.testkit.Eventually.within;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.fault.FaultPoints;
import dev.tocsin.local.trial.Receiver;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one producer sends to a partition, and the others of it must be evaluated all the same. */
class LargeRecordsTest {
  private static final String TOPIC = "gds.metrics.production";
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final byte[] LARGE = " ".repeat(30_000_000).getBytes(UTF_8);
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @TempDir Path directory;

  @Test
  void batch_withARecordLargeAfterDecompression_goodOnesFireAndItIsADeadLetter() throws Exception {
    try (Receiver receiver = new Receiver(InetAddress.getLoopbackAddress());
        EmbeddedPipeline pipeline = start(receiver)) {
      try (KafkaProducer<byte[], byte[]> producer = producer(pipeline, Map.of())) {
        for (byte[] value : List.of(sample("before"), LARGE, sample("after"))) {
          var unused = producer.send(new ProducerRecord<>(TOPIC, 0, null, value));
        }
        producer.flush();
      }
      within(LIMIT).until(() -> fired(receiver).size() == 2);
      assertThat(fired(receiver)).containsExactlyInAnyOrder("before", "after");
      within(LIMIT).until(() -> get(pipeline, "/api/v1/dead-letters").contains("too_large"));
      assertThat(get(pipeline, "/api/v1/dead-letters"))
          .contains(
              "record has 30000000 bytes: at most 65536 are read, and the first 65536 of its value are kept");
      assertThat(get(pipeline, "/metrics"))
          .contains("tocsin_limit_hits_total{limit=\"record_bytes\"} 1.0");
    }
  }

  @Test
  void transaction_thatDoesNotEnd_isNotifiedAndSoIsItsEnd() throws Exception {
    try (Receiver receiver = new Receiver(InetAddress.getLoopbackAddress());
        EmbeddedPipeline pipeline = start(receiver);
        KafkaProducer<byte[], byte[]> open =
            producer(pipeline, Map.of("transactional.id", "forgotten"));
        KafkaProducer<byte[], byte[]> other = producer(pipeline, Map.of())) {
      open.initTransactions();
      open.beginTransaction();
      open.send(new ProducerRecord<>(TOPIC, 1, null, sample("in-transaction"))).get();
      other.send(new ProducerRecord<>(TOPIC, 1, null, sample("behind"))).get();
      within(LIMIT).until(() -> reported(receiver, "firing") == 1);
      assertThat(
              receiver.ofTocsin().stream()
                  .filter(alert -> alert.text("alert_name").equals("TocsinTransactionOpen"))
                  .findFirst()
                  .orElseThrow()
                  .body()
                  .toString())
          .contains(TOPIC, "a producer has not ended its transaction");
      assertThat(receiver.all()).isEmpty();

      open.commitTransaction();
      within(LIMIT).until(() -> reported(receiver, "resolved") == 1);
      within(LIMIT).until(() -> fired(receiver).size() == 2);
    }
  }

  /** Instances whose alert has fired; what context was found is distinguished. */
  private static List<String> fired(Receiver receiver) {
    return receiver.all().stream()
        .filter(alert -> alert.state().equals("firing"))
        .map(alert -> alert.text("instance_id"))
        .toList();
  }

  private static long reported(Receiver receiver, String state) {
    return receiver.ofTocsin().stream()
        .filter(alert -> alert.text("alert_name").equals("TocsinTransactionOpen"))
        .filter(alert -> alert.state().equals(state))
        .count();
  }

  private EmbeddedPipeline start(Receiver receiver) throws Exception {
    Path rules = Files.writeString(directory.resolve("rules.yaml"), RULES);
    Path settings = Files.writeString(directory.resolve("settings.yaml"), SETTINGS);
    return EmbeddedPipeline.start(
        new EmbeddedPipeline.Plan(
            new PipelineFiles(
                List.of(rules), Optional.empty(), Optional.empty(), Optional.of(settings)),
            receiver.url(),
            Optional.empty(),
            0,
            0,
            1),
        FaultPoints.NONE);
  }

  private static KafkaProducer<byte[], byte[]> producer(
      EmbeddedPipeline pipeline, Map<String, Object> more) {
    Map<String, Object> properties =
        new HashMap<>(
            Map.of(
                "bootstrap.servers",
                pipeline.kafka(),
                "compression.type",
                "zstd",
                "linger.ms",
                200,
                "batch.size",
                40_000_000,
                "max.request.size",
                40_000_000,
                "buffer.memory",
                90_000_000L));
    properties.putAll(more);
    return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private static String get(EmbeddedPipeline pipeline, String path) throws Exception {
    return CLIENT
        .send(
            HttpRequest.newBuilder(URI.create(pipeline.http() + path)).build(),
            BodyHandlers.ofString())
        .body();
  }

  private static byte[] sample(String instance) {
    return "{\"metric_name\":\"temperature\",\"instance_id\":\"%s\",\"value\":95,\"timestamp\":\"%s\"}"
        .formatted(instance, Instant.now())
        .getBytes(UTF_8);
  }

  private static final String RULES =
      """
      groups:
        - name: g
          rules:
            - {id: hot, name: Hot, metric_name: temperature, operator: ">", threshold: 90, duration: 0s, severity: high}
      """;

  private static final String SETTINGS =
      """
      allowed_lateness: 5m
      limits: {record_bytes: 65536}
      built_in_alerts:
        interval: 1s
        transaction_open: {window: 3s}
      """;
}
