package dev.tocsin.evaluator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.core.fault.FaultPoints;
import dev.tocsin.core.label.Labels;
import dev.tocsin.core.message.AlertChanged;
import dev.tocsin.core.outbox.QueueName;
import dev.tocsin.core.setting.BuiltIn;
import dev.tocsin.core.setting.BuiltInSettings;
import dev.tocsin.core.yaml.Problems;
import dev.tocsin.core.yaml.SourceFile;
import dev.tocsin.engine.alert.AlertKeyStates;
import dev.tocsin.engine.alert.Alerts;
import dev.tocsin.engine.rule.Rule;
import dev.tocsin.engine.rulefile.RuleFiles;
import dev.tocsin.engine.sample.Sample;
import dev.tocsin.evaluator.builtin.ResetCursors;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The alerts on the pipeline itself: on PostgreSQL, with a topic in memory. */
class PipelineAlertsTest {
  private static final List<Rule> RULES =
      rules(
          """
          groups:
            - name: g
              rules:
                - {id: hot, name: Hot, metric_name: temperature, operator: ">", threshold: 90, severity: low, duration: 0s, max_keys: 2}
                - {id: mean, name: Mean, metric_name: temperature, aggregate: avg, window: 1m, operator: ">", threshold: 90, severity: low}
          """);

  private final Evaluators evaluators = new Evaluators(1, RULES, FaultPoints.NONE);

  private static List<Rule> rules(String text) {
    Problems faults = new Problems();
    return RuleFiles.read(List.of(new SourceFile("r.yaml", text)), faults)
        .orElseThrow(() -> new IllegalStateException(faults.toString()))
        .rules();
  }

  @AfterEach
  void close() {
    evaluators.close();
  }

  private void only(BuiltIn alert) {
    evaluators.set(Evaluators.builtIns(Set.of(alert)));
  }

  private Sample sample(String instance, double value, Instant at) {
    return new Sample("temperature", Labels.of("instance_id", instance), value, at);
  }

  private void send(int partition, Sample... samples) {
    int from = evaluators.topic.size(partition);
    for (Sample sample : samples) {
      evaluators.topic.add(partition, sample);
    }
    take(partition, from);
  }

  private void take(int partition, int from) {
    var unused =
        evaluators
            .handler(0)
            .execute(evaluators.topic.event(partition, from, evaluators.topic.size(partition)));
  }

  private Instant now() {
    return evaluators.clock.instant();
  }

  /** Ticks every fifteen seconds, twice. */
  private void pass(Duration time) {
    for (long left = time.toSeconds(); left > 0; left -= 15) {
      evaluators.clock.advance(Duration.ofSeconds(Math.min(15, left)));
      evaluators.tick();
      evaluators.tick();
    }
  }

  /** What was sent, once each: nobody here takes it, so that it is sent again. */
  private List<AlertChanged> events(QueueName queue) {
    Map<UUID, AlertChanged> distinct = new LinkedHashMap<>();
    for (AlertChanged event : evaluators.queues.events(queue)) {
      AlertChanged before = distinct.putIfAbsent(event.eventId(), event);
      assertThat(before == null || before.equals(event)).isTrue();
    }
    return List.copyOf(distinct.values());
  }

  /** What was emitted, as {@code fired: summary}, and of a resolution its reason; each once. */
  private List<String> emitted() {
    return events(QueueName.NOTIFY).stream()
        .filter(event -> event.alert().ruleId().startsWith("tocsin_"))
        .map(event ->
            event.change().equals(AlertChanged.RESOLVED)
                ? "resolved: " + event.reason()
                : event.change() + ": " + event.alert().annotations().get("summary"))
        .toList();
  }

  @Test
  void watchdog_firesAtTheFirstTickAndEveryFiveMinutes_untilItIsSwitchedOff() {
    only(BuiltIn.WATCHDOG);
    pass(Duration.ofSeconds(15));
    assertThat(emitted()).containsExactly("fired: the pipeline evaluates and notifies");
    pass(Duration.ofMinutes(10));
    assertThat(emitted())
        .containsExactly(
            "fired: the pipeline evaluates and notifies",
            "refired: the pipeline evaluates and notifies",
            "refired: the pipeline evaluates and notifies");
    assertThat(evaluators.bean(Alerts.class).firing(Optional.empty(), 9))
        .singleElement()
        .satisfies(alert -> {
          assertThat(alert.firings().count()).isEqualTo(3);
          assertThat(alert.labels().asMap())
              .containsOnlyKeys("alertname", "rule_id", "severity")
              .containsEntry("alertname", "TocsinWatchdog");
        });
    assertThat(events(QueueName.REMEDIATE)).hasSize(3);

    evaluators.set(Evaluators.builtIns(Set.of()));
    pass(Duration.ofSeconds(15));
    assertThat(emitted()).last().isEqualTo("resolved: rule_removed");
    assertThat(evaluators.bean(AlertKeyStates.class).ofRules(BuiltIn.ids())).isEmpty();
  }

  @Test
  void watchdog_twoInstancesOneAfterAnother_goOnWithTheSameTimers() {
    try (Evaluators two = new Evaluators(2, RULES, FaultPoints.NONE)) {
      two.set(BuiltInSettings.DEFAULT);
      for (int minute = 0; minute <= 10; minute++) {
        two.tick(minute % 2);
        two.tick(1 - minute % 2);
        two.clock.advance(Duration.ofMinutes(1));
      }
      assertThat(Reported.distinct(two.queues.events(QueueName.NOTIFY)))
          .filteredOn(event -> event.alert().ruleId().equals("tocsin_watchdog"))
          .extracting(event -> event.alert().fireCount())
          .containsExactlyInAnyOrder(1, 2, 3);
    }
  }

  @Test
  void stalled_nothingArrives_thenSomethingDoes() {
    only(BuiltIn.PIPELINE_STALLED);
    send(0, sample("a", 1, now()));
    pass(Duration.ofMinutes(5));
    assertThat(emitted()).isEmpty();
    pass(Duration.ofSeconds(30));
    assertThat(emitted())
        .containsExactly("fired: gds.metrics.production  nothing_arrives: 315 s behind");
    send(0, sample("a", 1, now()));
    pass(Duration.ofSeconds(15));
    assertThat(emitted()).last().isEqualTo("resolved: condition_cleared");
  }

  @Test
  void stalled_onePartitionIsNotRead_namesIt() {
    only(BuiltIn.PIPELINE_STALLED);
    send(0, sample("a", 1, now()));
    pass(Duration.ofSeconds(15));
    evaluators.topic.add(1, sample("b", 1, now()));
    for (int minute = 0; minute < 6; minute++) {
      send(0, sample("a", 1, now()));
      pass(Duration.ofMinutes(1));
    }
    assertThat(emitted()).singleElement().asString().contains("gds.metrics.production 1 lags");
    take(1, 0);
    pass(Duration.ofSeconds(15));
    assertThat(emitted()).last().isEqualTo("resolved: condition_cleared");
  }

  @Test
  void stalled_theLogIsAway_ticksFailAndItIsReported() {
    only(BuiltIn.PIPELINE_STALLED);
    send(0, sample("a", 1, now()));
    pass(Duration.ofSeconds(15));
    evaluators.topic.away(true);
    for (int minute = 0; minute < 6; minute++) {
      evaluators.clock.advance(Duration.ofMinutes(1));
      assertThatThrownBy(evaluators::tick).hasMessageContaining("the log does not answer");
    }
    assertThat(emitted()).singleElement().asString().contains("lags");
    evaluators.topic.away(false);
    send(0, sample("a", 1, now()));
    pass(Duration.ofSeconds(15));
    assertThat(emitted()).last().isEqualTo("resolved: condition_cleared");
  }

  @Test
  void counted_inABatch_isNotifiedOfTopicAndRule() {
    evaluators.set(
        Evaluators.builtIns(
            Set.of(
                BuiltIn.RECORDS_REJECTED,
                BuiltIn.SAMPLES_LATE,
                BuiltIn.RULE_TOO_WIDE,
                BuiltIn.SERIES_IN_SEVERAL_PARTITIONS)));
    Instant now = now();
    evaluators.topic.add(0, "no sample".getBytes(StandardCharsets.UTF_8));
    take(0, 0);
    send(0, sample("a", 1, now));
    send(0, sample("a", 95, now), sample("b", 95, now), sample("c", 95, now));
    send(0, sample("a", 99, now.minusSeconds(11)), sample("d", 95, now));
    send(1, sample("a", 95, now));
    pass(Duration.ofSeconds(15));
    assertThat(emitted())
        .containsExactlyInAnyOrder(
            "fired: 12.5 % of the records of gds.metrics.production are rejected",
            "fired: 16.67 % of the samples of gds.metrics.production 0 are late: a producer is slow,"
                + " or another one's clock is fast",
            "fired: rule hot has ignored 2 samples beyond its limits",
            "fired: 1 samples of gds.metrics.production came from another partition than their"
                + " series before");
    pass(Duration.ofMinutes(16));
    assertThat(emitted().stream().filter("resolved: condition_cleared"::equals)).hasSize(4);
  }

  @Test
  void severalPartitions_producersWithoutKeys_areSeenByScheduledRules() {
    only(BuiltIn.SERIES_IN_SEVERAL_PARTITIONS);
    for (int number = 0; number < 100; number++) {
      evaluators.topic.add(0, sample("i" + number, 1, now()));
      evaluators.topic.add(1, sample("i" + number, 1, now()));
    }
    take(0, 0);
    take(1, 0);
    pass(Duration.ofSeconds(60));
    assertThat(emitted()).singleElement().asString().startsWith("fired: ");
  }

  @Test
  void matchesNothing_forADay_unlessASampleCame() {
    only(BuiltIn.RULE_MATCHES_NOTHING);
    pass(Duration.ofSeconds(15));
    evaluators.clock.advance(Duration.ofHours(20));
    send(0, sample("a", 1, now()));
    pass(Duration.ofSeconds(15));
    evaluators.publish(
        "v2",
        rules(
            """
            groups:
              - name: g
                rules:
                  - {id: hot, name: Hot, metric_name: temperature, operator: ">", threshold: 90, severity: low}
                  - {id: cold, name: Cold, metric_name: temperatur, operator: "<", threshold: 0, severity: low}
            """));
    pass(Duration.ofSeconds(15));
    evaluators.clock.advance(Duration.ofHours(23));
    send(0, sample("a", 1, now()));
    evaluators.clock.advance(Duration.ofMinutes(61));
    pass(Duration.ofSeconds(15));
    assertThat(emitted())
        .singleElement()
        .asString()
        .startsWith("fired: rule cold has matched nothing");
  }

  private String details() {
    return events(QueueName.NOTIFY).stream()
        .filter(event -> event.alert().ruleId().startsWith("tocsin_"))
        .map(event -> event.alert().annotations().getOrDefault("details", ""))
        .reduce((first, last) -> last)
        .orElse("");
  }

  @Test
  void clockAhead_aProducerWithAFastClock_isNamedAndHarmsNobodyElse() {
    only(BuiltIn.CLOCK_AHEAD);
    Instant start = now();
    send(0, sample("fast", 1, start.plusSeconds(60)), sample("slightly", 1, start.plusSeconds(10)));
    send(0, sample("web", 95, start));
    assertThat(events(QueueName.NOTIFY))
        .singleElement()
        .satisfies(event -> assertThat(event.at()).isEqualTo(start));
    pass(Duration.ofSeconds(15));
    assertThat(emitted())
        .containsExactly("fired: the clock of a producer of gds.metrics.production is 60 s ahead");
    assertThat(details())
        .isEqualTo(
            "topic gds.metrics.production has 1 producer whose clock is ahead: fast by 1m since"
                + " 2026-11-21T10:00:00.000Z (1 samples)");
    pass(Duration.ofMinutes(11));
    assertThat(emitted()).last().isEqualTo("resolved: condition_cleared");
  }

  @Test
  void samplesLate_aSlowProducer_isNamedWithItsPartition() {
    only(BuiltIn.SAMPLES_LATE);
    send(0, sample("web", 1, now()), sample("slow", 1, now().minusSeconds(40)));
    send(1, sample("web", 1, now()));
    pass(Duration.ofSeconds(15));
    assertThat(emitted())
        .containsExactly(
            "fired: 50 % of the samples of gds.metrics.production 0 are late: a producer is slow,"
                + " or another one's clock is fast");
    assertThat(details())
        .isEqualTo(
            "of 2 samples 1 were late within 10m; their own samples come late: slow by 40s since"
                + " 2026-11-21T10:00:00.000Z (1 samples)");
  }

  @Test
  void samplesLate_aFastProducerInABacklog_isNamedAndThoseThatItMakesLateAreNot() {
    only(BuiltIn.SAMPLES_LATE);
    Instant then = now();
    evaluators.clock.advance(Duration.ofHours(1));
    send(0, sample("fast", 1, then.plusSeconds(300)), sample("web", 95, then));
    pass(Duration.ofSeconds(15));
    assertThat(details())
        .contains("they are ahead of others, and make these late: fast by 5m since")
        .doesNotContain("web");
  }

  @Test
  void noDataTooEarly_aSeriesThatComesTooRarely_isReportedOnce() {
    only(BuiltIn.NO_DATA_TOO_EARLY);
    send(0, sample("rare", 95, now()));
    pass(Duration.ofMinutes(6));
    for (int sample = 0; sample < 3; sample++) {
      send(0, sample("rare", 95, now()));
      pass(Duration.ofMinutes(6));
    }
    assertThat(emitted())
        .containsExactlyInAnyOrder(
            "fired: keys of rule hot that had no data and came back: 1; give it a longer"
                + " stale_after",
            "fired: keys of rule mean that had no data and came back: 1; give it a longer"
                + " stale_after");
  }

  @Test
  void ahead_topicMadeAnew_recordsWaitUntilItIsReset() {
    only(BuiltIn.CURSOR_AHEAD_OF_TOPIC);
    send(0, sample("a", 1, now()), sample("a", 1, now()), sample("a", 1, now()));
    pass(Duration.ofSeconds(15));
    evaluators.topic.makeAnew();
    pass(Duration.ofSeconds(30));
    assertThat(emitted())
        .containsExactly(
            "fired: gds.metrics.production 0 ends 3 records before the cursor: tocsin cursor reset"
                + " mends it");
    evaluators.topic.add(0, sample("a", 95, now()));
    assertThatThrownBy(() -> take(0, 0)).hasMessageContaining("wait until tocsin cursor reset");

    ResetCursors reset = evaluators.bean(ResetCursors.class);
    assertThat(reset.run("other", Optional.empty(), ResetCursors.To.START)).isEmpty();
    assertThat(reset.run(Topic.NAME, Optional.of(1), ResetCursors.To.START)).isEmpty();
    assertThat(reset.run(Topic.NAME, Optional.of(0), ResetCursors.To.START))
        .singleElement()
        .satisfies(alert -> {
          assertThat(alert.from()).isEqualTo(3);
          assertThat(alert.to()).isZero();
        });
    assertThat(reset.run(Topic.NAME, Optional.empty(), ResetCursors.To.START)).isEmpty();
    take(0, 0);
    pass(Duration.ofSeconds(15));
    assertThat(emitted()).last().isEqualTo("resolved: condition_cleared");
    assertThat(evaluators.queues.events(QueueName.NOTIFY))
        .anyMatch(event -> event.alert().ruleId().equals("hot"));
  }

  @Test
  void ahead_timeStandsStillAndOtherPartitionsAreTaken() {
    evaluators.set(Evaluators.builtIns(Set.of(BuiltIn.PIPELINE_STALLED)));
    send(0, sample("a", 1, now()), sample("a", 1, now()));
    send(1, sample("b", 1, now()));
    pass(Duration.ofSeconds(15));
    evaluators.topic.makeAnew();
    evaluators.topic.add(1, sample("b", 1, now()));
    pass(Duration.ofMinutes(6));
    assertThat(emitted()).anyMatch(text -> text.contains("gds.metrics.production 0 lags"));
  }
}
