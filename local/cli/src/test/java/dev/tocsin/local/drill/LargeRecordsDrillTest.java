package dev.tocsin.local.drill;

import static dev.tocsin.testkit.Eventually.within;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.local.Tocsin;
import dev.tocsin.local.trial.Receiver;
import dev.tocsin.testkit.process.ProcessMemory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code tocsin up} with the memory that its launcher gives it, while producers send what is small
 * on the wire and hundreds of megabytes in memory.
 */
@Tag("disruption")
class LargeRecordsDrillTest {
  private static final String TOPIC = "gds.metrics.production";
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final long MOST_MEMORY = 768L << 20;
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @TempDir Path directory;

  @Test
  void up_recordsLargeAfterDecompression_livesAndEvaluatesTheOthers() throws Exception {
    try (Receiver receiver = new Receiver(InetAddress.getLoopbackAddress())) {
      Process up = up(receiver);
      try {
        within(PATIENCE).alias("ready").until(() -> !up.isAlive() || out("out").contains("ready "));
        assertThat(up.isAlive()).as("%s", out("err")).isTrue();
        try (Others others = new Others(kafka(), http(), receiver)) {
          within(PATIENCE).alias("others known").until(() -> others.alerts.size() > 2);
          others.forget();
          Thread.sleep(Duration.ofSeconds(5));
          long atRest = others.longestAnswer();
          System.out.println("at rest: " + others.figures());
          bomb(receiver, others, "zstd", 1, 300_000_000, 1);
          bomb(receiver, others, "gzip", 2, 300_000_000, 1);
          bomb(receiver, others, "zstd", 3, 1_000_000, 400);
          within(PATIENCE)
              .alias("dead letters")
              .until(() -> deadLetters().matches("(?s).* 402\\.0\\s.*"));
          System.out.println("meanwhile: " + others.figures());
          others.areServed(Math.max(1_000_000_000L, 2 * atRest));
        }
        long peak = ProcessMemory.peak(up.pid()).orElse(0);
        System.out.printf("peak memory %d MiB%n", peak >> 20);
        assertThat(up.isAlive()).as("%s", out("err")).isTrue();
        assertThat(peak).isLessThanOrEqualTo(MOST_MEMORY);
        assertThat(out("err")).doesNotContain("OutOfMemory", "\tat ");
      } finally {
        up.destroy();
        assertThat(up.waitFor(1, TimeUnit.MINUTES)).isTrue();
      }
      assertThat(up.exitValue()).isZero();
    }
  }

  /** One batch: a good sample, what is large, and a good sample. */
  private void bomb(
      Receiver receiver, Others others, String codec, int partition, int size, int count)
      throws Exception {
    // Compressing it takes the processors of whoever sends it.
    others.rest(true);
    String name = codec + "-" + count;
    long began = System.nanoTime();
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                kafka(),
                "compression.type",
                codec,
                "linger.ms",
                10_000,
                "batch.size",
                410_000_000,
                "max.request.size",
                410_000_000,
                "buffer.memory",
                900_000_000L),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      byte[] blanks = " ".repeat(size).getBytes(UTF_8);
      var unusedFirst =
          producer.send(new ProducerRecord<>(TOPIC, partition, null, sample(name + "-before")));
      for (int at = 0; at < count; at++) {
        var unused = producer.send(new ProducerRecord<>(TOPIC, partition, null, blanks));
      }
      var last =
          producer.send(new ProducerRecord<>(TOPIC, partition, null, sample(name + "-after")));
      others.rest(false);
      producer.flush();
      assertThat(last.get().offset()).isEqualTo(count + 1L);
    }
    long sent = System.nanoTime();
    within(PATIENCE)
        .alias(name + " evaluated")
        .until(() -> reported(receiver, name + "-before", name + "-after") == 2);
    System.out.printf(
        "%s: sent in %d ms, evaluated in %d ms%n",
        name, (sent - began) / 1_000_000, (System.nanoTime() - sent) / 1_000_000);
  }

  private String deadLetters() throws Exception {
    String metrics =
        CLIENT
            .send(
                HttpRequest.newBuilder(URI.create(http() + "/metrics")).build(),
                BodyHandlers.ofString())
            .body();
    return metrics
            .lines()
            .filter(line -> line.startsWith("tocsin_dead_letters_total"))
            .filter(line -> line.contains("too_large"))
            .findFirst()
            .orElse("")
        + "\n";
  }

  private static long reported(Receiver receiver, String... instances) {
    return receiver.all().stream()
        .filter(alert -> alert.state().equals("firing"))
        .filter(alert -> List.of(instances).contains(alert.text("instance_id")))
        .count();
  }

  private static byte[] sample(String instance) {
    return "{\"metric_name\":\"temperature\",\"instance_id\":\"%s\",\"value\":95,\"timestamp\":\"%s\"}"
        .formatted(instance, Instant.now())
        .getBytes(UTF_8);
  }

  /** Whoever asks by HTTP, and sends to another partition, meanwhile. */
  private static final class Others implements AutoCloseable {
    private final List<Long> answers = Collections.synchronizedList(new ArrayList<>());
    private final List<Long> alerts = Collections.synchronizedList(new ArrayList<>());
    private final List<Exception> failures = Collections.synchronizedList(new ArrayList<>());
    private final List<Thread> threads;
    private int number;
    private volatile boolean isOver;
    private volatile boolean isResting;

    Others(String kafka, URI http, Receiver receiver) {
      threads =
          List.of(
              Thread.ofPlatform().start(() -> until(() -> ask(http))),
              Thread.ofPlatform().start(() -> send(kafka, receiver)));
    }

    private interface Step {
      void run() throws Exception;
    }

    private void until(Step step) {
      try {
        while (!isOver) {
          step.run();
        }
      } catch (Exception e) {
        failures.add(e);
      }
    }

    private void ask(URI http) throws Exception {
      if (isResting) {
        Thread.sleep(50);
        return;
      }
      long began = System.nanoTime();
      int status =
          CLIENT
              .send(
                  HttpRequest.newBuilder(URI.create(http + "/api/v1/alerts")).build(),
                  BodyHandlers.discarding())
              .statusCode();
      assertThat(status).isEqualTo(200);
      if (!isResting) {
        answers.add(System.nanoTime() - began);
      }
      Thread.sleep(50);
    }

    private void send(String kafka, Receiver receiver) {
      try (KafkaProducer<byte[], byte[]> producer =
          new KafkaProducer<>(
              Map.of("bootstrap.servers", kafka),
              new ByteArraySerializer(),
              new ByteArraySerializer())) {
        until(() -> {
          String instance = "other-" + number++;
          long began = System.nanoTime();
          producer.send(new ProducerRecord<>(TOPIC, 0, null, sample(instance))).get();
          within(PATIENCE).alias(instance).until(() -> isOver || reported(receiver, instance) == 1);
          alerts.add(System.nanoTime() - began);
        });
      }
    }

    /** Does not ask while it rests. */
    void rest(boolean now) {
      isResting = now;
    }

    void forget() {
      answers.clear();
      alerts.clear();
    }

    long longestAnswer() {
      return Collections.max(List.copyOf(answers));
    }

    void areServed(long longest) {
      assertThat(failures).isEmpty();
      assertThat(longestAnswer()).isLessThan(longest);
      assertThat(alerts).hasSizeGreaterThan(5);
    }

    String figures() {
      return "answers: " + figures(answers) + "; alerts of another partition: " + figures(alerts);
    }

    private static String figures(List<Long> times) {
      List<Long> sorted = times.stream().sorted().toList();
      return "%d, median %d ms, longest %d ms"
          .formatted(
              sorted.size(),
              sorted.get(sorted.size() / 2) / 1_000_000,
              sorted.getLast() / 1_000_000);
    }

    @Override
    public void close() {
      isOver = true;
      for (Thread thread : threads) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }

  /** As {@code ./tocsin up} calls it. */
  private Process up(Receiver receiver) throws IOException {
    Path rules = Files.writeString(directory.resolve("rules.yaml"), RULES);
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx480m",
            "-XX:+UseSerialGC",
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:TieredStopAtLevel=1",
            "-Xlog:disable",
            "-cp",
            System.getProperty("java.class.path"),
            Tocsin.class.getName(),
            "up",
            "--rules",
            rules.toString(),
            "--notify-url",
            receiver.url().toString());
    return new ProcessBuilder(command)
        .redirectOutput(directory.resolve("out").toFile())
        .redirectError(directory.resolve("err").toFile())
        .start();
  }

  private String out(String stream) throws IOException {
    return Files.readString(directory.resolve(stream));
  }

  private String kafka() throws IOException {
    return out("out").replaceAll("(?s).*kafka=(\\S+) .*", "$1");
  }

  private URI http() throws IOException {
    return URI.create(out("out").replaceAll("(?s).* http=(\\S+) .*", "$1"));
  }

  private static final String RULES =
      """
      groups:
        - name: g
          rules:
            - {id: hot, name: Hot, metric_name: temperature, operator: ">", threshold: 90, duration: 0s, severity: high}
      """;
}
