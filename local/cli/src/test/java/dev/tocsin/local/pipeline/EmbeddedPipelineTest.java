package dev.tocsin.local.pipeline;

import static dev.tocsin.testkit.Eventually.within;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.core.deadletter.RawBytes;
import dev.tocsin.core.fault.FaultPoints;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPipelineTest {
  private static final String TOPIC = "gds.metrics.production";
  private static final int PARTITIONS = 4;
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @TempDir static Path directory;
  private static Path rules;
  private static ReportedAlerts reported;
  private static EmbeddedPipeline pipeline;
  private static Producer<byte[], byte[]> producer;

  /** How many records each partition got. */
  private static final long[] sent = new long[PARTITIONS];

  @BeforeAll
  static void start() throws IOException {
    rules = directory.resolve("rules.yaml");
    Files.writeString(rules, rules(rule("hot", "temperature", 50)));
    reported = new ReportedAlerts();
    pipeline =
        EmbeddedPipeline.start(
            new EmbeddedPipeline.Plan(
                new PipelineFiles(
                    List.of(rules), Optional.empty(), Optional.empty(), Optional.empty()),
                reported.url(),
                Optional.empty(),
                0,
                0,
                2),
            FaultPoints.NONE);
    producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                pipeline.kafka(),
                "max.request.size",
                2 << 20,
                "batch.size",
                1 << 20,
                "linger.ms",
                100),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  @AfterAll
  static void stop() {
    producer.close(Duration.ofSeconds(2));
    pipeline.close();
    reported.close();
  }

  @BeforeEach
  void standardRules() throws Exception {
    reload(rules(rule("hot", "temperature", 50)));
  }

  @Test
  void poison_amongGoodRecords_isDeadLettersAndStallsNothing() throws Exception {
    List<Poison> kinds = Poison.allKinds(Instant.now());
    Map<Place, Poison> poisoned = new HashMap<>();
    Map<Future<RecordMetadata>, Poison> sending = new HashMap<>();
    List<String> good = new ArrayList<>();
    for (int partition = 0; partition < PARTITIONS; partition++) {
      for (int kind = 0; kind < kinds.size(); kind++) {
        String instance = "good-" + partition + "-" + kind;
        sendGood(partition, "temperature", instance, 90);
        good.add(instance);
        sending.put(
            send(partition, kinds.get(kind).value().map(RawBytes::toArray).orElse(null)),
            kinds.get(kind));
      }
    }
    for (var sent : sending.entrySet()) {
      RecordMetadata at = sent.getKey().get();
      poisoned.put(new Place(at.topic(), at.partition(), at.offset()), sent.getValue());
    }

    within(LIMIT).until(EmbeddedPipelineTest::cursorsAreAtTheLogEnds);
    within(LIMIT).until(() -> reported.instances("hot", "firing").containsAll(good));
    List<JsonNode> letters = deadLetters();

    assertThat(letters.stream().map(Place::of))
        .containsExactlyInAnyOrderElementsOf(poisoned.keySet());
    for (JsonNode letter : letters) {
      Poison poison = requireNonNull(poisoned.get(Place.of(letter)));
      JsonNode whole = get("/api/v1/dead-letters/" + letter.path("id").asText());
      assertThat(letter.path("source").asText()).isEqualTo("metric");
      assertThat(letter.path("reason").asText())
          .as(letter.path("detail").asText())
          .isEqualTo(poison.reason());
      assertThat(Base64.getDecoder().decode(whole.path("raw_base64").asText()))
          .isEqualTo(poison.bytes());
    }
  }

  @Test
  void reload_faultyRules_leavesTheLastGoodOnesInForce() throws Exception {
    reload(rules("      - id: [no, id]\n"));
    sendGood(0, "temperature", "after-faulty", 51);

    within(LIMIT).until(() -> reported.instances("hot", "firing").contains("after-faulty"));
  }

  @Test
  void reload_changedAndRemovedRules_resolvesTheirAlertsWithTheReason() throws Exception {
    String changed = rule("changed", "changed", 50);
    reload(rules(rule("kept", "kept", 50), rule("gone", "gone", 50), changed));
    within(LIMIT)
        .until(() -> {
          sendGood(1, "kept", "x", 60);
          sendGood(1, "gone", "x", 60);
          sendGood(1, "changed", "x", 60);
          return reported.instances("kept", "firing").contains("x")
              && reported.instances("gone", "firing").contains("x")
              && reported.instances("changed", "firing").contains("x");
        });

    reload(rules(rule("kept", "kept", 50), changed.replace("severity: low", "severity: high")));
    within(LIMIT).until(() -> !reported.reasonsOfResolution("gone").isEmpty());
    within(LIMIT).until(() -> !reported.reasonsOfResolution("changed").isEmpty());

    assertThat(reported.reasonsOfResolution("gone")).containsExactly("rule_removed");
    assertThat(reported.reasonsOfResolution("changed")).containsExactly("rule_changed");
    assertThat(reported.reasonsOfResolution("kept")).isEmpty();
  }

  @Test
  void reload_changedThreshold_actsAtTheNextSample() throws Exception {
    sendGood(2, "temperature", "y", 60);
    within(LIMIT).until(() -> reported.instances("hot", "firing").contains("y"));

    reload(rules(rule("hot", "temperature", 70)));
    within(LIMIT)
        .until(() -> {
          sendGood(2, "temperature", "y", 60);
          return reported.instances("hot", "resolved").contains("y");
        });
    sendGood(2, "temperature", "below", 60);
    sendGood(2, "temperature", "above", 80);
    within(LIMIT).until(() -> reported.instances("hot", "firing").contains("above"));

    assertThat(reported.reasonsOfResolution("hot", "y")).containsExactly("condition_cleared");
    assertThat(get("/api/v1/alerts").path("data").path("alerts").findValuesAsText("instance_id"))
        .contains("above")
        .doesNotContain("below");
  }

  @Test
  void samplesOfASeriesFromThreePartitionsAtOnce_areOnePageAndOneResolution() throws Exception {
    reload(rules(rule("race", "race", 10).replace("duration: 0s", "duration: 0s, cooldown: 0s")));
    List<String> all = new ArrayList<>();
    for (int round = 0; round < 4; round++) {
      List<String> instances = sendToThreePartitions(round, 50);
      all.addAll(instances);
      within(LIMIT).until(() -> reported.instances("race", "firing").containsAll(instances));
    }
    for (int round = 0; round < 4; round++) {
      List<String> instances = sendToThreePartitions(round, 1);
      within(LIMIT).until(() -> reported.instances("race", "resolved").containsAll(instances));
    }
    within(LIMIT).until(EmbeddedPipelineTest::cursorsAreAtTheLogEnds);

    assertThat(get("/api/v1/alerts").path("data").path("alerts").findValuesAsText("rule_id"))
        .doesNotContain("race");
    assertThat(reported.instances("race", "firing")).containsExactlyInAnyOrderElementsOf(all);
    assertThat(reported.instances("race", "resolved")).containsExactlyInAnyOrderElementsOf(all);
    assertThat(reported.reasonsOfResolution("race")).containsOnly("condition_cleared");
  }

  /** Sends a value of ten series, as a producer without keys does; returns their instances. */
  private static List<String> sendToThreePartitions(int round, int value) {
    List<String> instances =
        IntStream.range(0, 10).mapToObj(series -> "s" + series + "-" + round).toList();
    for (String instance : instances) {
      for (int partition = 0; partition < 3; partition++) {
        sendGood(partition, "race", instance, value);
      }
    }
    return instances;
  }

  private static String rules(String... rules) {
    return "groups:\n  - name: test\n    interval: 1s\n    rules:\n" + String.join("", rules);
  }

  private static String rule(String id, String metric, int threshold) {
    return "      - {id: %s, name: %s, metric_name: %s, operator: '>', threshold: %d,"
            .formatted(id, id, metric, threshold)
        + " duration: 0s, stale_after: 1h, severity: low}\n";
  }

  private static void reload(String text) throws IOException {
    Files.writeString(rules, text);
    pipeline.reload();
  }

  private static Future<RecordMetadata> send(int partition, byte @Nullable [] value) {
    sent[partition]++;
    return producer.send(new ProducerRecord<>(TOPIC, partition, null, value));
  }

  private static void sendGood(int partition, String metric, String instance, int value) {
    var unused =
        send(
            partition,
            JSON.createObjectNode()
                .put("metric_name", metric)
                .put("instance_id", instance)
                .put("value", value)
                .put("timestamp", Instant.now().toString())
                .toString()
                .getBytes(StandardCharsets.UTF_8));
  }

  /** Every page of them. */
  private static List<JsonNode> deadLetters() throws Exception {
    List<JsonNode> letters = new ArrayList<>();
    JsonNode page = get("/api/v1/dead-letters").path("data");
    page.path("dead_letters").forEach(letters::add);
    while (page.hasNonNull("next")) {
      page = get("/api/v1/dead-letters?after=" + page.path("next").asText()).path("data");
      page.path("dead_letters").forEach(letters::add);
    }
    return letters;
  }

  private static JsonNode get(String path) throws IOException, InterruptedException {
    var answer =
        CLIENT.send(
            HttpRequest.newBuilder(URI.create(pipeline.http() + path)).timeout(LIMIT).build(),
            BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(path).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  private static boolean cursorsAreAtTheLogEnds() throws SQLException {
    Map<Integer, Long> next = new HashMap<>();
    try (Connection connection = DriverManager.getConnection(pipeline.jdbcUrl());
        ResultSet rows =
            connection
                .createStatement()
                .executeQuery("SELECT partition, next_offset FROM partition_cursor")) {
      while (rows.next()) {
        next.put(rows.getInt(1), rows.getLong(2));
      }
    }
    return IntStream.range(0, PARTITIONS)
        .allMatch(partition -> next.getOrDefault(partition, 0L) == sent[partition]);
  }

  /** Where a record is. */
  private record Place(String topic, int partition, long offset) {
    static Place of(JsonNode letter) {
      return new Place(
          letter.path("topic").asText(),
          letter.path("partition").asInt(),
          letter.path("offset").asLong());
    }
  }
}
