package dev.tocsin.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.local.Tocsin;
import dev.tocsin.local.embedded.EmbeddedParts;
import dev.tocsin.local.trial.Receiver;
import dev.tocsin.local.trial.Records;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code tocsin serve} as a process of its own, on parts that this one runs. */
class ServeProcessTest {
  private static final String TOPIC = "gds.metrics.production";
  private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir private static Path directory;
  private static EmbeddedParts parts;

  @BeforeAll
  static void start() {
    parts =
        EmbeddedParts.start(
            new EmbeddedParts.Plan(
                Optional.empty(), 0, List.of(TOPIC), 4, new PipelineQueues("mine-").specs()));
  }

  @AfterAll
  static void stop() {
    parts.close();
  }

  @Test
  void serve_recordInKafka_isToldAndTheProcessEndsCleanlyOnSigterm() throws Exception {
    try (Receiver receiver = new Receiver();
        Records records = new Records(parts.kafka().bootstrapServers())) {
      Process serve =
          serve(
              Map.of("TOCSIN_APPROVAL_KEY", KEY),
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
        until(() -> !serve.isAlive() || out("out").contains("ready "));
        assertThat(out("out"))
            .as(out("err"))
            .startsWith("ready kafka=" + parts.kafka().bootstrapServers() + " http=http://")
            .contains(" postgres=jdbc:postgresql://", " sqs=" + parts.sqs().endpoint());
        records.offer("web-1", 91, Instant.now());

        until(() -> !receiver.all().isEmpty());
        assertThat(receiver.all())
            .singleElement()
            .satisfies(told -> {
              assertThat(told.state()).isEqualTo("firing");
              assertThat(told.text("instance_id")).isEqualTo("web-1");
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
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(Tocsin.class.getName(), "serve"));
    command.addAll(List.of(options));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(directory.resolve("out").toFile())
            .redirectError(directory.resolve("err").toFile());
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

  private static void until(Callable<Boolean> condition) throws Exception {
    Instant end = Instant.now().plus(LIMIT);
    while (!condition.call()) {
      assertThat(Instant.now()).as("%s passed", LIMIT).isBefore(end);
      Thread.sleep(50);
    }
  }
}
