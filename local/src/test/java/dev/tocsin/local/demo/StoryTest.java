package dev.tocsin.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.local.demo.FakePipeline.Omission;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoryTest {

  private static final InstantSource CLOCK = InstantSource.system();

  @TempDir Path folder;
  private final List<String> told = new ArrayList<>();

  @Test
  void play_everyStepHappens_tellsThemAllWithTimes() throws Exception {
    assertThat(play(Duration.ofSeconds(15))).isTrue();

    assertThat(told)
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
            "result told",
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
    assertThat(play(Duration.ofSeconds(4), omission)).isFalse();

    assertThat(told.getLast()).startsWith("✗").contains("  " + step + ": waited 4 s for ");
  }

  private boolean play(Duration patience, Omission... omissions) throws Exception {
    try (Inbox inbox = Inbox.start(0, 100, CLOCK);
        SampleService service = SampleService.start(folder, CLOCK);
        FakePipeline pipeline = new FakePipeline(inbox.uri(), service.uri(), omissions);
        LoadGenerator load = LoadGenerator.start(service.uri());
        MetricsFeed feed = feed(service, pipeline, load)) {
      feed.start();
      var places = new Story.Places(service.uri(), pipeline.http(), inbox, pipeline);
      return new Story(places, CLOCK, patience, told::add).play();
    }
  }

  private static MetricsFeed feed(SampleService service, MetricTopic topic, LoadGenerator load) {
    MeasurementSource source = new SampleServiceMetrics(load::drain, service::tempFileBytes);
    return new MetricsFeed(List.of(source), topic, CLOCK);
  }
}
