package dev.tocsin.engine.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.label.Labels;
import dev.tocsin.core.setting.AlertNaming;
import dev.tocsin.core.yaml.Problems;
import dev.tocsin.core.yaml.SourceFile;
import dev.tocsin.engine.rule.Ignored;
import dev.tocsin.engine.rule.RuleSet;
import dev.tocsin.engine.rulefile.RuleFiles;
import dev.tocsin.engine.sample.Sample;
import dev.tocsin.engine.sample.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What people who run alerting on streams of metrics report, and what a user expects of it. */
class FieldHistoriesTest {
  private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");

  private final List<Sample> samples = new ArrayList<>();
  private Ignored ignored = Ignored.NONE;

  private void sample(String metric, String instance, long second, double value) {
    sample(metric, instance, second, value, Sample.BEGUN_UNKNOWN);
  }

  private void sample(String metric, String instance, long second, double value, long begun) {
    samples.add(
        new Sample(
            new Series(metric, Labels.of("instance_id", instance)),
            value,
            START.plusSeconds(second).toEpochMilli(),
            begun));
  }

  /** The transitions as {@code 300 firing web-1}, those of re-fires left out. */
  private List<String> play(String rule, long until) {
    Problems problems = new Problems();
    String yaml = "groups: [{name: g, rules: [{id: r, name: R, severity: high, " + rule + "}]}]";
    RuleSet rules =
        RuleFiles.read(List.of(new SourceFile("r.yaml", yaml)), problems)
            .orElseThrow(() -> new AssertionError(problems));
    List<String> lines = new ArrayList<>();
    Replay replay =
        new Replay(
            rules,
            Duration.ofSeconds(10),
            AlertNaming.DEFAULT,
            line -> {
              if (line.transition().from() != line.transition().to()) {
                lines.add(text(line));
              }
            });
    samples.forEach(replay::accept);
    replay.passTime(START.plusSeconds(until));
    ignored = replay.ignored().values().stream().reduce(Ignored.NONE, Ignored::plus);
    return lines;
  }

  private static String text(TransitionLine line) {
    return "%d %s %s"
        .formatted(
            Duration.between(START, line.transition().at()).toSeconds(),
            line.transition().to().code(),
            line.labels().get("instance_id"));
  }

  @Test
  void aProducerWithAFastClock_doesNotSilenceOthers() {
    for (int number = 0; number < 40; number++) {
      sample("cpu", "web-1", 15L * number, 95);
      sample("cpu", "gateway-7", 15L * number + 30, 20);
    }
    assertThat(play("metric_name: cpu, operator: '>', threshold: 80, duration: 5m", 600))
        .as("without arrivals it is evaluated 20 s behind the fast clock")
        .containsExactly("0 pending web-1", "305 firing web-1");
    assertThat(ignored).isEqualTo(Ignored.NONE);
  }

  @Test
  void oneSampleOfMinutesAhead_losesNoOther() {
    sample("cpu", "gateway-7", 540, 20);
    for (int number = 0; number < 40; number++) {
      sample("cpu", "web-1", 15L * number, 95);
    }
    assertThat(play("metric_name: cpu, operator: '>', threshold: 80, duration: 5m", 600))
        .as("late samples do not complete a duration by their age")
        .containsExactly("530 pending web-1");
    assertThat(ignored).isEqualTo(Ignored.NONE);
  }

  @Test
  void aSeriesThatComesEachTenMinutes_firesOnceAndStays() {
    for (int number = 0; number < 13; number++) {
      sample("queue_depth", "q-1", 600L * number, 5_000);
    }
    assertThat(
            play("metric_name: queue_depth, operator: '>', threshold: 1000, duration: 15m", 7_200))
        .containsExactly("0 pending q-1", "300 resolved q-1", "600 pending q-1", "1800 firing q-1");
    assertThat(play("metric_name: queue_depth, operator: '>', threshold: 1000, duration: 0", 7_200))
        .as("resolved once at most, since the first pause cannot be known")
        .containsExactly(
            "0 pending q-1",
            "0 firing q-1",
            "300 resolved q-1",
            "600 pending q-1",
            "600 firing q-1");
    assertThat(
            play(
                "metric_name: queue_depth, operator: '>', threshold: 1000, duration: 15m, stale_after: 11m",
                7_200))
        .containsExactly("0 pending q-1", "1200 firing q-1");
  }

  @Test
  void tooFewEvents_firesAndStaysWhenTheStreamStops() {
    for (int number = 0; number < 60; number++) {
      sample("order_event", "pos-1", 10L * number, 1);
    }
    String few =
        "metric_name: order_event, operator: '<', threshold: %d, duration: %s, aggregate: count,"
            + " window: %s, by: [instance_id]";
    assertThat(play(few.formatted(5, "1m", "5m"), 7_200))
        .containsExactly(
            "0 pending pos-1", "45 resolved pos-1", "855 pending pos-1", "915 firing pos-1");
    assertThat(play(few.formatted(1, "0", "1m"), 7_200))
        .containsExactly("660 pending pos-1", "660 firing pos-1");
  }

  @Test
  void twoSendersOfOneCounter_makeNoRateOfTheirDistance() {
    for (int number = 0; number < 40; number++) {
      double value = 745_105_499_837_576.0 + 50_000_000.0 * number;
      sample("bytes_total", "node-1", 10L * number, value);
      sample("bytes_total", "node-1", 10L * number, value - 5_000_000);
    }
    assertThat(
            play(
                "type: rate, metric_name: bytes_total, operator: '>', threshold: 125000000, duration: 1m, window: 2m",
                600))
        .isEmpty();
    assertThat(ignored).isEqualTo(new Ignored(0, 40, 0));
    assertThat(
            play(
                "type: rate, metric_name: bytes_total, operator: '>', threshold: 4900000, duration: 0, window: 2m",
                390))
        .as("the rate is 5 MB/s")
        .containsExactly("60 pending node-1", "60 firing node-1");
  }

  @Test
  void whatIsSentTwice_countsOnce() {
    for (int number = 0; number < 4; number++) {
      sample("login_failed", "idp", 10L * number, 1);
      sample("login_failed", "idp", 10L * number, 1);
    }
    String rule =
        "metric_name: login_failed, operator: '>', threshold: %d, duration: 0, aggregate: count,"
            + " window: 1m";
    assertThat(play(rule.formatted(5), 60)).isEmpty();
    assertThat(ignored).isEqualTo(new Ignored(0, 4, 0));
    assertThat(play(rule.formatted(3), 60)).containsExactly("30 pending idp", "30 firing idp");
  }

  @Test
  void aCounterThatBeginsWithItsFirstErrors_isSeenWhereItsBeginningIsKnown() {
    String rule =
        "type: rate, metric_name: errors_total, operator: '>', threshold: 0, duration: 0, window: 5m";
    long begun = START.minusSeconds(120).toEpochMilli();
    for (int number = 0; number < 20; number++) {
      sample("errors_total", "pod-a", 60 + 15L * number, 5);
    }
    assertThat(play(rule, 400)).as("the first sample makes no difference").isEmpty();
    samples.clear();
    for (int number = 0; number < 20; number++) {
      sample("errors_total", "pod-a", 60 + 15L * number, 5, begun);
    }
    assertThat(play(rule, 300)).containsExactly("60 pending pod-a", "60 firing pod-a");
  }

  @Test
  void aCounterThatBeganAnewAboveItsLastValue_countsFromZero() {
    String rule =
        "type: rate, metric_name: errors_total, operator: '>', threshold: 2.1, duration: 0, window: 1m";
    long first = START.minusSeconds(600).toEpochMilli();
    long second = START.plusSeconds(75).toEpochMilli();
    for (int second10 = 0; second10 <= 7; second10++) {
      sample("errors_total", "pod-a", 10L * second10, 10, first);
    }
    sample("errors_total", "pod-a", 80, 110, second);
    assertThat(play(rule, 95)).as("110 in 50 s, not 100").isNotEmpty();
    assertThat(play(rule.replace("2.1", "2.3"), 95)).isEmpty();
  }
}
