package dev.tocsin.local.drill;

import static dev.tocsin.testkit.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.fault.FaultPoints;
import dev.tocsin.local.embedded.EmbeddedParts;
import dev.tocsin.local.pipeline.EmbeddedPipeline;
import dev.tocsin.local.pipeline.PipelineFiles;
import dev.tocsin.local.trial.Expected;
import dev.tocsin.local.trial.Offsets;
import dev.tocsin.local.trial.Receiver;
import dev.tocsin.local.trial.Records;
import dev.tocsin.local.trial.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The whole pipeline in this process, with samples that keep coming in, and what it reports. */
final class Drill implements AutoCloseable {
  private static final double THRESHOLD = 80;
  private static final Duration COOLDOWN = Duration.ofSeconds(5);

  /** A line or two for each function and queue that notices: no line per record or attempt. */
  private static final int MOST_LINES = 20;

  private final Receiver receiver;
  private final EmbeddedPipeline pipeline;
  private final Records records;
  private final Expected expected = new Expected(THRESHOLD, COOLDOWN.toMillis());
  private final SteadySamples samples;
  private final WarningLog log;

  private Drill(Receiver receiver, EmbeddedPipeline pipeline) {
    this.receiver = receiver;
    this.pipeline = pipeline;
    this.records = new Records(pipeline.kafka());
    this.log = WarningLog.open();
    this.samples = SteadySamples.start(records, expected);
  }

  /** Starts everything in a directory for the rules. */
  static Drill start(Path directory) throws IOException {
    Path rules = Files.writeString(directory.resolve("rules.yaml"), RULES);
    Receiver receiver = new Receiver();
    PipelineFiles files =
        new PipelineFiles(List.of(rules), Optional.empty(), Optional.empty(), Optional.empty());
    EmbeddedPipeline.Plan plan =
        new EmbeddedPipeline.Plan(files, receiver.url(), Optional.empty(), 0, 0, 2);
    return new Drill(receiver, EmbeddedPipeline.start(plan, FaultPoints.NONE));
  }

  EmbeddedParts parts() {
    return pipeline.parts();
  }

  String jdbcUrl() {
    return pipeline.jdbcUrl();
  }

  Receiver receiver() {
    return receiver;
  }

  /** Lets samples flow for a time. */
  void goOn(Duration time) throws InterruptedException {
    Thread.sleep(time);
  }

  /** Ends the samples, waits until all is notified that must be, and checks it and the log. */
  void conclude(Duration patience) throws Exception {
    int sent = samples.stop();
    long stopped = System.nanoTime();
    try {
      within(patience).alias("all reported").until(() -> result().lost() == 0);
      within(patience).alias("all read").until(() -> offsets().areAtTheEnd());
      // What is notified twice or too much would come now.
      goOn(Duration.ofSeconds(3));
    } finally {
      Duration settled = Duration.ofNanos(System.nanoTime() - stopped);
      System.out.printf("%d samples, settled in %s: %s%n", sent, settled, result());
      System.out.printf("%d lines of warning:%n", log.lines().size());
      log.lines().stream().limit(60).forEach(line -> System.out.println("  " + line));
    }
    assertThat(expected.lines()).hasSizeGreaterThan(50);
    assertThat(result()).matches(Result::isExact, "exact");
    assertThat(offsets()).matches(Offsets::areAtTheEnd, "at the end");
    assertThat(log.lines()).hasSizeBetween(1, MOST_LINES);
    assertThat(log.traces()).isEmpty();
  }

  private Result result() {
    return Result.of(receiver, expected);
  }

  private Offsets offsets() throws SQLException {
    return Offsets.of(pipeline.jdbcUrl(), pipeline.kafka());
  }

  @Override
  public void close() {
    samples.stop();
    records.close();
    log.close();
    pipeline.close();
    receiver.close();
  }

  private static final String RULES =
      """
      groups:
        - name: drill
          rules:
            - id: drill_high
              name: Drill value high
              metric_name: %s
              operator: ">"
              threshold: %s
              duration: 0
              cooldown: %ss
              severity: high
              stale_after: 30m
      """
          .formatted(Records.METRIC, THRESHOLD, COOLDOWN.toSeconds());
}
