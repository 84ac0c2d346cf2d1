package dev.tocsin.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.local.demo.FakePipeline.Omission;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoryTest {

  private static final InstantSource CLOCK = InstantSource.system();

  @TempDir Path folder;
  private final List<String> reported = new ArrayList<>();
  private final ScheduledExecutorService quick = Executors.newSingleThreadScheduledExecutor();

  @AfterEach
  void stop() {
    quick.shutdownNow();
  }

  @Test
  void play_everyStepHappens_reportsThemAllWithTimes() throws Exception {
    assertThat(play(Duration.ofSeconds(15), MetricsFeed::start)).isTrue();

    assertThat(reported)
        .extracting(line ->
            line.replaceAll("^(✓ +[+]\\d+\\.\\d{3} s  )?([a-z ]+?)(  .*|: \\d+ ms)?$", "$2"))
        .containsExactly(
            "fault on",
            "pending",
            "firing",
            "notified",
            "enriched",
            "remediation asks",
            "approved",
            "repaired",
            "result notified",
            "resolved",
            "resolution notified",
            "from the sample that completed the duration to the notification");
  }

  @ParameterizedTest
  @CsvSource({
    "ENRICHED,       enriched",
    "ENRICHMENT_ROW, enriched",
    "APPROVAL,       approved",
    "REPAIR,         repaired",
    "RESOLUTION,     resolution notified"
  })
  void play_stepIsMissing_namesItAndStops(Omission omission, String step) throws Exception {
    assertThat(play(Duration.ofMillis(2_500), this::quick, omission)).isFalse();

    assertThat(reported.getLast()).startsWith("✗").contains("  " + step + ": waited 2 s for ");
  }

  @FunctionalInterface
  private interface Feeding {
    void begin(MetricsFeed feed) throws Exception;
  }

  private boolean play(Duration patience, Feeding feeding, Omission... omissions) throws Exception {
    try (Inbox inbox = Inbox.start(0, 100, CLOCK);
        SampleService service = SampleService.start(folder, CLOCK);
        FakePipeline pipeline = new FakePipeline(inbox.uri(), service.uri(), omissions);
        LoadGenerator load = LoadGenerator.start(service.uri());
        MetricsFeed feed = feed(service, pipeline, load)) {
      feeding.begin(feed);
      var places =
          new Story.Places(
              service.uri(), pipeline.http(), inbox::messages, pipeline, Story.Approver.BY_API);
      return new Story(places, CLOCK, patience, reported::add).play();
    }
  }

  /** Each round is a second of event time and a tenth of one on the clock. */
  private void quick(MetricsFeed feed) {
    Instant start = CLOCK.instant().truncatedTo(ChronoUnit.SECONDS);
    AtomicLong rounds = new AtomicLong();
    var unused =
        quick.scheduleAtFixedRate(
            () -> feed.round(start.plusSeconds(rounds.incrementAndGet())),
            100,
            100,
            TimeUnit.MILLISECONDS);
  }

  private static MetricsFeed feed(SampleService service, MetricTopic topic, LoadGenerator load) {
    MeasurementSource source = new SampleServiceMetrics(load::drain, service::tempFileBytes);
    return new MetricsFeed(List.of(source), topic, CLOCK);
  }
}
