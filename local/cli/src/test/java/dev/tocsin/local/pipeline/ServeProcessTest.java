package dev.tocsin.local.pipeline;

import static dev.tocsin.testkit.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.local.Tocsin;
import dev.tocsin.local.embedded.EmbeddedKafka;
import dev.tocsin.local.embedded.EmbeddedParts;
import dev.tocsin.local.embedded.GuardedKafka;
import dev.tocsin.local.trial.Receiver;
import dev.tocsin.local.trial.Records;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code tocsin serve} as a process of its own, on parts that this one runs. */
class ServeProcessTest {
  private static final String TOPIC = "gds.metrics.production";
  private static final String GUARDED = "guarded.metrics";
  private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir private static Path directory;
  private static EmbeddedParts parts;

  @BeforeAll
  static void start() {
    var queues = new ArrayList<>(new PipelineQueues("mine-").specs());
    queues.addAll(new PipelineQueues("guarded-").specs());
    parts =
        EmbeddedParts.start(new EmbeddedParts.Plan(Optional.empty(), 0, List.of(TOPIC), 4, queues));
  }

  @AfterAll
  static void stop() {
    parts.close();
  }

  @Test
  void serve_recordInKafka_isNotifiedAndTheProcessEndsCleanlyOnSigterm() throws Exception {
    try (Receiver receiver = new Receiver();
        Records records = new Records(parts.kafka().bootstrapServers())) {
      Process serve =
          serve(
              Map.of("TOCSIN_APPROVAL_KEY", KEY, "TOCSIN_SEAL_KEY", KEY),
              "--rules",
              rules().toString(),
              "--notify-url",
              receiver.url().toString(),
              "--kafka",
              parts.kafka().bootstrapServers(),
              "--postgres",
              parts.postgres().jdbcUrl(),
              "--sqs-endpoint",
              parts.sqs().endpoint().toString(),
              "--queue-prefix",
              "mine-",
              "--evaluators",
              "1");
      try {
        within(LIMIT).until(() -> !serve.isAlive() || out("out").contains("ready "));
        assertThat(out("out"))
            .as(out("err"))
            .startsWith("ready kafka=" + parts.kafka().bootstrapServers() + " http=http://")
            .contains(" postgres=jdbc:postgresql://", " sqs=" + parts.sqs().endpoint());
        records.offer("web-1", 91, Instant.now());

        within(LIMIT).until(() -> !receiver.all().isEmpty());
        assertThat(receiver.all())
            .singleElement()
            .satisfies(reported -> {
              assertThat(reported.state()).isEqualTo("firing");
              assertThat(reported.text("instance_id")).isEqualTo("web-1");
            });
        assertThat(get(http() + "/api/v1/alerts")).contains("\"web-1\"");
      } finally {
        serve.destroy();
        assertThat(serve.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
      }
      assertThat(serve.exitValue()).isZero();
      assertThat(out("err")).doesNotContain("WARN", "ERROR", "\tat ");
      assertThat(members()).isZero();
    }
  }

  @Test
  void serve_nothingIsAsItMustBe_saysSoAtOnceAndEnds() throws Exception {
    Process serve =
        serve(
            Map.of("TOCSIN_APPROVAL_KEY", "c2hvcnQ="),
            "--rules",
            directory.resolve("none.yaml").toString(),
            "--notify-url",
            "http://127.0.0.1:1",
            "--kafka",
            parts.kafka().bootstrapServers(),
            "--postgres",
            parts.postgres().jdbcUrl().replace("user=", "user=nobody"),
            "--sqs-endpoint",
            parts.sqs().endpoint().toString());

    assertThat(serve.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(serve.exitValue()).isEqualTo(1);
    assertThat(out("out")).isEmpty();
    assertThat(out("err").lines())
        .anyMatch(
            line -> line.endsWith("none.yaml:1:1: this file cannot be read: it does not exist"))
        .anyMatch(line -> line.startsWith("TOCSIN_APPROVAL_KEY has 5 bytes"))
        .anyMatch(line -> line.startsWith("PostgreSQL at jdbc:postgresql://"))
        .anyMatch(
            line -> line.contains("tocsin-notify.fifo") && line.contains("tocsin-enrich.fifo"))
        .noneMatch(line -> line.startsWith("\tat "));
  }

  @Test
  void serve_kafkaThatWantsALogin_isReadWithIt() throws Exception {
    try (EmbeddedKafka kafka =
        GuardedKafka.start(directory.resolve("guarded"), "tocsin", "secret")) {
      Map<String, Object> client = new HashMap<>(GuardedKafka.login("tocsin", "secret"));
      client.put("bootstrap.servers", kafka.bootstrapServers());
      try (Admin admin = Admin.create(client)) {
        admin.createTopics(List.of(new NewTopic(GUARDED, 2, (short) 1))).all().get();
      }
      try (Connection connection = DriverManager.getConnection(parts.postgres().jdbcUrl());
          Statement statement = connection.createStatement()) {
        statement.execute("CREATE SCHEMA guarded");
      }
      Process serve = evaluator(kafka, GUARDED, login("secret"));
      try (KafkaProducer<String, String> producer =
          new KafkaProducer<>(client, new StringSerializer(), new StringSerializer())) {
        within(LIMIT).until(() -> !serve.isAlive() || out("out").contains("ready "));
        assertThat(out("err")).isEmpty();
        String record =
            "{\"metric_name\":\"%s\",\"instance_id\":\"guarded-1\",\"value\":91,\"timestamp\":\"%s\"}"
                .formatted(Records.METRIC, Instant.now());
        producer.send(new ProducerRecord<>(GUARDED, "guarded-1", record)).get();

        within(LIMIT).until(() -> get(http() + "/api/v1/alerts").contains("\"guarded-1\""));
      } finally {
        serve.destroy();
        assertThat(serve.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
      }
      assertThat(serve.exitValue()).isZero();
      assertThat(out("err")).isEmpty();
    }
  }

  @Test
  void serve_kafkaThatDoesNotLetItIn_saysSoWithoutThePassword() throws Exception {
    try (EmbeddedKafka kafka =
        GuardedKafka.start(directory.resolve("closed"), "tocsin", "secret")) {
      Process serve = evaluator(kafka, GUARDED, login("guessed"));

      assertThat(serve.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
      assertThat(serve.exitValue()).isEqualTo(1);
      assertThat(out("err"))
          .contains("tocsin: Kafka at " + kafka.bootstrapServers() + " does not answer: Authentica")
          .doesNotContain("guessed");
    }
  }

  @Test
  void serve_settingsThatAreNoLogin_areRefusedByName() throws Exception {
    Path file =
        Files.writeString(
            directory.resolve("other.properties"),
            "group.id=mine\nsecurity.protokol=SSL\nssl.truststore.password=hidden\n");
    Process serve = evaluator(parts.kafka(), TOPIC, file);

    assertThat(serve.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(serve.exitValue()).isEqualTo(1);
    assertThat(out("err"))
        .contains("other.properties has group.id, security.protokol: it may have only")
        .doesNotContain("hidden");
  }

  private static Path login(String password) throws IOException {
    StringBuilder text = new StringBuilder();
    GuardedKafka.login("tocsin", password)
        .forEach((name, value) -> text.append(name).append('=').append(value).append('\n'));
    return Files.writeString(directory.resolve("client.properties"), text);
  }

  /** Serves the evaluator alone, from this Kafka. */
  private static Process evaluator(EmbeddedKafka kafka, String topic, Path login)
      throws IOException {
    Path settings =
        Files.writeString(
            directory.resolve("settings.yaml"), "topics: [{name: %s}]".formatted(topic));
    return serve(
        Map.of(),
        "--functions=evaluator",
        "--settings=" + settings,
        "--rules=" + rules(),
        "--kafka=" + kafka.bootstrapServers(),
        "--kafka-config=" + login,
        "--postgres=" + parts.postgres().jdbcUrl() + "&currentSchema=guarded",
        "--sqs-endpoint=" + parts.sqs().endpoint(),
        "--queue-prefix=guarded-",
        "--evaluators=1");
  }

  private static Path rules() throws IOException {
    return Files.writeString(
        directory.resolve("rules.yaml"),
        """
        groups:
          - name: serve
            rules:
              - {id: high, name: High, metric_name: %s, operator: ">", threshold: 80, duration: 0,
                 severity: high}
        """
            .formatted(Records.METRIC));
  }

  private static Process serve(Map<String, String> environment, String... options)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-Xlog:disable");
    if (Runtime.version().feature() >= 23) {
      // As the script tocsin does it.
      command.add("--sun-misc-unsafe-memory-access=allow");
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(Tocsin.class.getName(), "serve"));
    command.addAll(List.of(options));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(directory.resolve("out").toFile())
            .redirectError(directory.resolve("err").toFile());
    builder.environment().put("AWS_ACCESS_KEY_ID", parts.sqs().key().id());
    builder.environment().put("AWS_SECRET_ACCESS_KEY", parts.sqs().key().secret());
    builder.environment().putAll(environment);
    return builder.start();
  }

  private static String out(String stream) throws IOException {
    return Files.readString(directory.resolve(stream));
  }

  private static String http() throws IOException {
    return out("out").replaceAll("(?s).* http=(\\S+) .*", "$1");
  }

  private static String get(String url) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString())
        .body();
  }

  /** How many evaluators are still in the group. */
  private static int members() throws Exception {
    try (Admin admin =
        Admin.create(Map.of("bootstrap.servers", parts.kafka().bootstrapServers()))) {
      return admin
          .describeConsumerGroups(List.of("tocsin-evaluator"))
          .all()
          .get()
          .values()
          .iterator()
          .next()
          .members()
          .size();
    }
  }
}
