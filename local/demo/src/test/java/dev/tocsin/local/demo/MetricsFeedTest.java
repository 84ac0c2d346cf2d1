package dev.tocsin.local.demo;

import static dev.tocsin.testkit.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class MetricsFeedTest {

  private static final Instant AT = Instant.parse("2026-11-21T10:00:00Z");

  private final RecordedTopic topic = new RecordedTopic();

  @Test
  void round_everySourceIsMeasuredAndSent() {
    MetricsFeed feed = feed(at -> List.of(value("a", 1, at)), at -> List.of(value("b", 2, at)));

    feed.round(AT);

    assertThat(topic.sent).containsExactly(value("a", 1, AT), value("b", 2, AT));
    assertThat(feed.progress().stored()).isEqualTo(2);
    assertThat(feed.progress().latest()).containsOnlyKeys("a", "b");
  }

  @Test
  void round_oneSourceFails_theOthersAreSent() {
    MetricsFeed feed =
        feed(
            at -> {
              throw new IllegalStateException("no such counter");
            },
            at -> List.of(value("b", 2, at)));

    feed.round(AT);

    assertThat(topic.sent).containsExactly(value("b", 2, AT));
  }

  @Test
  void round_topicRefuses_countsAndGoesOn() {
    MetricsFeed feed = feed(at -> List.of(value("a", 1, at)));
    topic.refuses = true;
    feed.round(AT);
    topic.refuses = false;
    feed.round(AT.plusSeconds(1));

    assertThat(feed.progress().failed()).isEqualTo(1);
    assertThat(feed.progress().stored()).isEqualTo(1);
  }

  @Test
  void progress_samplesPerSecond_isTheMeanOfTheLastFiveSeconds() {
    List<Measurement> batch = new ArrayList<>();
    MetricsFeed feed = feed(at -> List.copyOf(batch));
    assertThat(feed.progress().perSecond()).isZero();
    for (int second = 0; second < 10; second++) {
      batch.add(value("a", second, AT));
      feed.round(AT.plusSeconds(second));
    }

    assertThat(feed.progress().perSecond()).isEqualTo((6 + 7 + 8 + 9 + 10) / 5.0);
  }

  @Test
  void start_measuresAtFullSeconds() throws InterruptedException {
    List<Instant> rounds = new CopyOnWriteArrayList<>();
    try (MetricsFeed feed =
        feed(at -> {
          rounds.add(at);
          return List.of();
        })) {
      feed.start();
      within(Duration.ofSeconds(10)).until(() -> rounds.size() >= 2);
    }

    assertThat(rounds)
        .allMatch(at -> at.equals(at.truncatedTo(ChronoUnit.SECONDS)))
        .doesNotHaveDuplicates()
        .isSorted();
    assertThat(topic.closed).isTrue();
  }

  private MetricsFeed feed(MeasurementSource... sources) {
    return new MetricsFeed(List.of(sources), topic, InstantSource.system());
  }

  private static Measurement value(String metric, double value, Instant at) {
    return new Measurement(metric, "web-1", value, at, Map.of());
  }

  private static final class RecordedTopic implements MetricTopic {
    final List<Measurement> sent = new ArrayList<>();
    boolean refuses;
    boolean closed;

    @Override
    public void send(Measurement measurement, Outcome outcome) {
      if (refuses) {
        outcome.failed(new IllegalStateException("refused"));
      } else {
        sent.add(measurement);
        outcome.stored();
      }
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
