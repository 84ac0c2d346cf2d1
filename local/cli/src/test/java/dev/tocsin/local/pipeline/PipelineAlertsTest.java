package dev.tocsin.local.pipeline;

import static dev.tocsin.testkit.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.fault.FaultPoints;
import dev.tocsin.local.command.CursorCommand;
import dev.tocsin.local.trial.Receiver;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The alerts on the pipeline itself, with Kafka, PostgreSQL and queues, to the receiver. */
class PipelineAlertsTest {
  private static final String TOPIC = "gds.metrics.production";
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @TempDir Path directory;

  @Test
  void pipeline_rejectsStallsAndHasItsTopicMadeAnew_reportsEachOnceAndGoesOn() throws Exception {
    Path rules = Files.writeString(directory.resolve("rules.yaml"), RULES);
    Path settings = Files.writeString(directory.resolve("settings.yaml"), SETTINGS);
    try (Receiver receiver = new Receiver(InetAddress.getLoopbackAddress());
        EmbeddedPipeline pipeline =
            EmbeddedPipeline.start(
                new EmbeddedPipeline.Plan(
                    new PipelineFiles(
                        List.of(rules), Optional.empty(), Optional.empty(), Optional.of(settings)),
                    receiver.url(),
                    Optional.empty(),
                    0,
                    0,
                    1),
                FaultPoints.NONE);
        Producer<byte[], byte[]> producer =
            new KafkaProducer<>(
                Map.of("bootstrap.servers", pipeline.kafka()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
      within(LIMIT).until(() -> reported(receiver, "TocsinWatchdog", "firing") == 1);

      producer.send(new ProducerRecord<>(TOPIC, 0, null, bytes("no sample"))).get();
      producer.send(new ProducerRecord<>(TOPIC, 0, null, sample("web-1", 10))).get();
      within(LIMIT).until(() -> reported(receiver, "TocsinRecordsRejected", "firing") == 1);
      within(LIMIT).until(() -> alerts(pipeline).contains("nothing_arrives"));
      assertThat(alerts(pipeline)).contains("TocsinWatchdog", "TocsinRecordsRejected");

      makeAnew(pipeline.kafka());
      within(LIMIT).until(() -> reported(receiver, "TocsinCursorAheadOfTopic", "firing") == 1);
      producer.send(new ProducerRecord<>(TOPIC, 0, null, sample("web-1", 95))).get();
      within(LIMIT).until(() -> !alerts(pipeline).contains("nothing_arrives"));
      assertThat(receiver.all()).isEmpty();
      assertThat(reported(receiver, "TocsinPipelineStalled", "firing")).isPositive();

      assertThat(reset(pipeline.http())).isZero();
      within(LIMIT).until(() -> reported(receiver, "TocsinCursorAheadOfTopic", "resolved") == 1);
      within(LIMIT).until(() -> !receiver.all().isEmpty());
      assertThat(receiver.all().stream().filter(Receiver.Reported::isOfTheAlertItself))
          .singleElement()
          .satisfies(alert -> assertThat(alert.text("instance_id")).isEqualTo("web-1"));
      assertThat(receiver.repeats()).isZero();
    }
  }

  private static long reported(Receiver receiver, String alert, String state) {
    return receiver.ofTocsin().stream()
        .filter(change -> change.state().equals(state))
        .filter(change -> change.text("alert_name").equals(alert))
        .count();
  }

  /** As an operator would; a deletion takes a moment. */
  private static void makeAnew(String kafka) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
      admin.deleteTopics(List.of(TOPIC)).all().get();
      within(LIMIT).until(() -> !admin.listTopics().names().get().contains(TOPIC));
      admin.createTopics(List.of(new NewTopic(TOPIC, 4, (short) 1))).all().get();
    }
  }

  /** {@code tocsin cursor reset TOPIC --http URL}. */
  private static int reset(URI http) {
    return new CommandLine(new CursorCommand())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .execute("reset", TOPIC, "--http", http.toString());
  }

  private static String alerts(EmbeddedPipeline pipeline) throws Exception {
    URI alerts = URI.create(pipeline.http() + "/api/v1/alerts");
    return CLIENT.send(HttpRequest.newBuilder(alerts).build(), BodyHandlers.ofString()).body();
  }

  private static byte[] sample(String instance, double value) {
    return bytes(
        "{\"metric_name\":\"temperature\",\"instance_id\":\"%s\",\"value\":%s,\"timestamp\":\"%s\"}"
            .formatted(instance, value, Instant.now()));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static final String RULES =
      """
      groups:
        - name: g
          rules:
            - {id: hot, name: Hot, metric_name: temperature, operator: ">", threshold: 90, duration: 0s, severity: high}
      """;

  /** Looked at every second, and impatient. */
  private static final String SETTINGS =
      """
      built_in_alerts:
        interval: 1s
        pipeline_stalled: {window: 3s}
      """;
}
