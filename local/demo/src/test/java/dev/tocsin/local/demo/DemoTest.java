package dev.tocsin.local.demo;

import static dev.tocsin.testkit.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DemoTest {

  @TempDir Path folder;

  @Test
  void once_overRealKafka_playsTheStoryAndEndsWithZero() {
    KafkaFedPipeline pipeline = new KafkaFedPipeline(folder);
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    int exit =
        new CommandLine(
                new DemoCommand(pipeline, new PrintStream(out, true, StandardCharsets.UTF_8)))
            .execute("--once");

    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("inbox: http://127.0.0.1:", "✓", "resolution notified", "Every step was seen.");
    assertThat(exit).isZero();
    assertThat(pipeline.records)
        .anyMatch(record -> record.value().contains("\"cpu_usage_percent\""))
        .anyMatch(record -> record.value().contains("\"http_error_rate_percent\""))
        .allMatch(record -> record.value().contains("\"instance_id\":\"" + record.key() + "\""));
  }

  @Test
  void once_pipelineDoesNotStart_endsWithOne() {
    Pipeline broken =
        (files, notifyUrl) -> {
          throw new IllegalStateException("no room on the disk");
        };
    CommandLine command =
        new CommandLine(
            new DemoCommand(
                broken,
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8)));
    command.setErr(new PrintWriter(new StringWriter()));

    assertThat(command.execute("--once")).isEqualTo(1);
  }

  @Test
  void watch_showsSamplesAlertAndStoryAsTheyHappen() throws Exception {
    try (Demo demo = Demo.start(new KafkaFedPipeline(folder), InstantSource.system())) {
      Watch watch = demo.watch();
      Http.post(URI.create(faults(demo)), "");
      within(Duration.ofSeconds(10)).until(() -> !look(watch).alerts().isEmpty());
      within(Duration.ofSeconds(10))
          .until(
              () -> look(watch).addresses().stream().anyMatch(it -> it.name().equals("approve")));

      Screen screen = look(watch);

      assertThat(screen.feed().perSecond()).isPositive();
      assertThat(screen.episodes())
          .singleElement()
          .satisfies(story ->
              assertThat(story.events())
                  .extracting(Event::what)
                  .containsSubsequence("pending", "firing", "notified", "approval asked"));
    }
  }

  private static String faults(Demo demo) {
    return demo.addresses().stream()
        .filter(address -> address.name().equals("errors on"))
        .map(address -> address.text().replaceAll("^.*'(.*)'$", "$1"))
        .findFirst()
        .orElseThrow();
  }

  private static Screen look(Watch watch) {
    try {
      return watch.look();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
