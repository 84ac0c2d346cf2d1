package dev.tocsin.engine.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.identity.RuleId;
import dev.tocsin.core.label.Labels;
import dev.tocsin.core.setting.BuiltIn;
import dev.tocsin.core.setting.BuiltInRule;
import dev.tocsin.core.setting.BuiltInSettings;
import dev.tocsin.engine.builtin.PipelineFacts.Count;
import dev.tocsin.engine.builtin.PipelineFacts.Partition;
import dev.tocsin.engine.builtin.PipelineFacts.Producer;
import dev.tocsin.engine.builtin.PipelineFacts.RuleUse;
import dev.tocsin.engine.cursor.DeviatingProducer;
import dev.tocsin.engine.cursor.DeviatingProducer.Kind;
import dev.tocsin.engine.cursor.PartitionCursor;
import dev.tocsin.engine.cursor.PartitionId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class BuiltInConditionsTest {
  private static final Labels X = Labels.of("x", "y");
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  /** Settings as they are unless set: 5 min for a stall, a day for a rule, 1 % for shares. */
  private static List<Finding> evaluate(PipelineFacts facts) {
    return BuiltInConditions.evaluate(facts, BuiltInSettings.DEFAULT, NOW);
  }

  private static PipelineFacts facts(
      List<Partition> partitions, List<Count> counts, List<RuleUse> rules) {
    return new PipelineFacts(
        NOW.minusSeconds(7_200),
        NOW.minusSeconds(15),
        List.of(),
        partitions,
        counts,
        List.of(),
        rules);
  }

  private static Optional<Instant> ago(@Nullable Long seconds) {
    return Optional.ofNullable(seconds).map(NOW::minusSeconds);
  }

  private static Finding only(BuiltIn alert, String cause, List<Finding> findings) {
    List<Finding> found =
        findings.stream()
            .filter(finding -> finding.alert() == alert)
            .filter(finding -> finding.subject().get("cause").equals(cause))
            .toList();
    assertThat(found).hasSize(1);
    return found.getFirst();
  }

  /** Seconds ago: the newest event, the last end, growth, look; what is behind; what holds. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          # event | at end | grew | looked | lags  | for  | silent | for
              10  |   20   |  10  |   1    | false | 10   | false  | 10
             301  |   -    |   2  |   1    | true  | 301  | false  | 2
             300  |   -    |   2  |   1    | false | 300  | false  | 2
             900  |    1   | 900  |   1    | false | 1    | true   | 900
               -  |    1   |   -  |   1    | false | 1    | true   | 7200
               -  |    -   |   -  |   -    | true  | 7200 | false  | 7200
             900  |  400   | 900  | 400    | true  | 400  | false  | 900
          # an event from the future is not ahead of the clock
             -60  |    -   |   1  |   1    | false | 0    | false  | 1
          """)
  void stalled(
      @Nullable Long event,
      @Nullable Long atEnd,
      @Nullable Long grew,
      @Nullable Long looked,
      boolean lags,
      double behind,
      boolean silent,
      double since) {
    Partition partition =
        new Partition(
            new PartitionCursor(new PartitionId("t", 3), 7, ago(event), ago(atEnd)),
            ago(grew),
            ago(looked),
            0);
    List<Finding> findings = evaluate(facts(List.of(partition), List.of(), List.of()));
    Finding lag = only(BuiltIn.PIPELINE_STALLED, "lags", findings);
    assertThat(lag.subject().asMap())
        .isEqualTo(Map.of("topic", "t", "partition", "3", "cause", "lags"));
    assertThat(lag.holds()).isEqualTo(lags);
    assertThat(lag.value()).isEqualTo(behind);
    Finding silence = only(BuiltIn.PIPELINE_STALLED, "nothing_arrives", findings);
    assertThat(silence.subject().asMap())
        .isEqualTo(Map.of("topic", "t", "cause", "nothing_arrives"));
    assertThat(silence.holds()).isEqualTo(silent);
    assertThat(silence.value()).isEqualTo(since);
  }

  @Test
  void stalled_topicIsNotThere_isSilentSinceTheBeginning() {
    PipelineFacts facts =
        new PipelineFacts(
            NOW.minusSeconds(400),
            Instant.EPOCH,
            List.of("none"),
            List.of(),
            List.of(),
            List.of(),
            List.of());
    Finding finding = only(BuiltIn.PIPELINE_STALLED, "nothing_arrives", evaluate(facts));
    assertThat(finding.holds()).isTrue();
    assertThat(finding.value()).isEqualTo(400);
  }

  @Test
  void stalled_onePartitionOfATopicGrows_isNoSilence() {
    List<Partition> partitions =
        List.of(grown(new PartitionId("t", 0), 4_000), grown(new PartitionId("t", 1), 3));
    assertThat(
            only(
                    BuiltIn.PIPELINE_STALLED,
                    "nothing_arrives",
                    evaluate(facts(partitions, List.of(), List.of())))
                .holds())
        .isFalse();
  }

  private static Partition grown(PartitionId id, long secondsAgo) {
    return new Partition(
        new PartitionCursor(id, 7, Optional.empty(), Optional.of(NOW)),
        ago(secondsAgo),
        Optional.of(NOW),
        0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          # in force for | matched   | holds | for
             86401       |   -       | true  | 86401
             86400       |   -       | false | 86400
            900000       | 86400     | false | 86400
            900000       | 86401     | true  | 86401
          """)
  void matchesNothing(long since, @Nullable Long matched, boolean holds, double value) {
    RuleUse rule = new RuleUse(new RuleId("r"), NOW.minusSeconds(since), ago(matched));
    Finding finding =
        only(
            BuiltIn.RULE_MATCHES_NOTHING, "", evaluate(facts(List.of(), List.of(), List.of(rule))));
    assertThat(finding.subject().asMap()).isEqualTo(Map.of("about_rule", "r"));
    assertThat(finding.holds()).isEqualTo(holds);
    assertThat(finding.value()).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # alert                     | part | whole | holds | value
          RECORDS_REJECTED             |  1   |  100  | false | 1
          RECORDS_REJECTED             |  2   |  100  | true  | 2
          RECORDS_REJECTED             |  1   | 99999 | false | 0
          RECORDS_REJECTED             |  1   |   99  | true  | 1.01
          RECORDS_REJECTED             |  0   |    0  | false | 0
          SAMPLES_LATE                 |  9   |    0  | true  | 100
          SAMPLES_LATE                 | 30   |   10  | true  | 100
          SAMPLES_LATE                 |  1   |  300  | false | 0.33
          RULE_TOO_WIDE                |  0   |    0  | false | 0
          RULE_TOO_WIDE                |  1   |    0  | true  | 1
          SERIES_IN_SEVERAL_PARTITIONS |  7   |    0  | true  | 7
          """)
  void counted(BuiltIn alert, long part, long whole, boolean holds, double value) {
    Finding finding =
        only(
            alert,
            "",
            evaluate(facts(List.of(), List.of(new Count(alert, X, part, whole)), List.of())));
    assertThat(finding.holds()).isEqualTo(holds);
    assertThat(finding.value()).isEqualTo(value);
    assertThat(finding.subject()).isEqualTo(X);
  }

  private static PipelineFacts facts(List<Count> counts, List<Producer> producers) {
    return new PipelineFacts(
        NOW.minusSeconds(7_200),
        NOW.minusSeconds(15),
        List.of("t", "u"),
        List.of(),
        counts,
        producers,
        List.of());
  }

  private static Producer producer(int partition, Kind kind, String name, long samples, long most) {
    return new Producer(
        new PartitionId("t", partition),
        NOW.minusSeconds(60),
        NOW,
        new DeviatingProducer(kind, name, samples, most));
  }

  private static Finding of(BuiltIn alert, Labels subject, List<Finding> findings) {
    return findings.stream()
        .filter(finding -> finding.alert() == alert && finding.subject().equals(subject))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void clockAhead_producers_areNamedTheWorstFirst() {
    List<Producer> producers =
        Stream.of(
                producer(0, Kind.AHEAD, "b", 3, 20_000),
                producer(1, Kind.AHEAD, "a", 4, 300_000),
                producer(1, Kind.SLOW, "s", 4, 900_000))
            .toList();
    List<Finding> findings = evaluate(facts(List.of(), producers));
    Finding ahead = of(BuiltIn.CLOCK_AHEAD, Labels.of("topic", "t"), findings);
    assertThat(ahead.holds()).isTrue();
    assertThat(ahead.value()).isEqualTo(300);
    assertThat(ahead.fact())
        .isEqualTo(
            "topic t has 2 producers whose clock is ahead: a by 5m since 2026-11-21T11:59:00.000Z"
                + " (4 samples), b by 20s since 2026-11-21T11:59:00.000Z (3 samples)");
    Finding none = of(BuiltIn.CLOCK_AHEAD, Labels.of("topic", "u"), findings);
    assertThat(none.holds()).isFalse();
    assertThat(none.value()).isZero();
    assertThat(none.fact()).isEqualTo("no producer of topic u is ahead of the clock");
  }

  @Test
  void clockAhead_manyProducers_fiveAreNamed() {
    List<Producer> producers =
        IntStream.range(0, 7)
            .mapToObj(number -> producer(0, Kind.AHEAD, "p" + number, 1, 20_000))
            .toList();
    assertThat(
            of(BuiltIn.CLOCK_AHEAD, Labels.of("topic", "t"), evaluate(facts(List.of(), producers)))
                .fact())
        .contains("has 7 producers", "p0 by", "p4 by")
        .doesNotContain("p5 by");
  }

  @Test
  void samplesLate_ofAPartition_namesItsOwnProducers() {
    Labels first = Labels.of("topic", "t", "partition", "0");
    Labels second = Labels.of("topic", "t", "partition", "1");
    List<Finding> findings =
        evaluate(
            facts(
                List.of(
                    new Count(BuiltIn.SAMPLES_LATE, first, 3, 50),
                    new Count(BuiltIn.SAMPLES_LATE, second, 4, 50),
                    new Count(BuiltIn.RECORDS_REJECTED, Labels.of("topic", "t"), 3, 50)),
                List.of(
                    producer(0, Kind.SLOW, "s", 2, 40_000),
                    producer(0, Kind.FAST, "f", 1, 90_000),
                    producer(0, Kind.AHEAD, "a", 1, 90_000),
                    producer(1, Kind.FAST, "g", 4, 90_000))));
    assertThat(of(BuiltIn.SAMPLES_LATE, first, findings).fact())
        .isEqualTo(
            "of 50 samples 3 were late within 10m; their own samples come late: s by 40s since"
                + " 2026-11-21T11:59:00.000Z (2 samples); they are ahead of others, and make these"
                + " late: f by 1m30s since 2026-11-21T11:59:00.000Z (1 samples)");
    assertThat(of(BuiltIn.SAMPLES_LATE, second, findings).fact())
        .contains("late: g by 1m30s")
        .doesNotContain("their own", "s by", "f by");
    assertThat(of(BuiltIn.RECORDS_REJECTED, Labels.of("topic", "t"), findings).fact())
        .isEqualTo("of 50 records 3 were rejected within 10m");
  }

  @ParameterizedTest
  @CsvSource({"-1, false, 0", "0, false, 0", "30, false, 30", "31, true, 31"})
  void held(long seconds, boolean holds, double value) {
    Partition partition =
        new Partition(
            PartitionCursor.start(new PartitionId("t", 2)),
            Optional.of(NOW),
            Optional.of(NOW),
            0,
            Optional.of(NOW.minusSeconds(seconds)).filter(since -> seconds >= 0));
    Finding finding =
        only(
            BuiltIn.TRANSACTION_OPEN,
            "",
            evaluate(facts(List.of(partition), List.of(), List.of())));
    assertThat(finding.holds()).isEqualTo(holds);
    assertThat(finding.value()).isEqualTo(value);
    assertThat(finding.fact()).contains("t-2");
  }

  @ParameterizedTest
  @CsvSource({"0, false", "1, true", "100, true"})
  void ahead(long records, boolean holds) {
    Partition partition =
        new Partition(
            PartitionCursor.start(new PartitionId("t", 2)),
            Optional.of(NOW),
            Optional.of(NOW),
            records);
    Finding finding =
        only(
            BuiltIn.CURSOR_AHEAD_OF_TOPIC,
            "",
            evaluate(facts(List.of(partition), List.of(), List.of())));
    assertThat(finding.holds()).isEqualTo(holds);
    assertThat(finding.value()).isEqualTo((double) records);
  }

  @Test
  void evaluate_nothingKnown_onlyTheWatchdogHolds() {
    assertThat(evaluate(facts(List.of(), List.of(), List.of())))
        .containsExactly(
            new Finding(
                BuiltIn.WATCHDOG, Labels.EMPTY, true, 1, "the tick that evaluates it runs"));
  }

  @Test
  void facts_areSaidInWords() {
    Partition read =
        new Partition(
            new PartitionCursor(new PartitionId("t", 3), 7, ago(10L), Optional.empty()),
            ago(20L),
            ago(400L),
            5,
            ago(40L));
    Partition never =
        new Partition(
            PartitionCursor.start(new PartitionId("u", 0)), Optional.empty(), Optional.empty(), 0);
    List<Finding> findings =
        evaluate(
            facts(
                List.of(read, never),
                List.of(
                    new Count(BuiltIn.RECORDS_REJECTED, Labels.of("topic", "t"), 2, 100),
                    new Count(
                        BuiltIn.SAMPLES_LATE, Labels.of("topic", "t", "partition", "3"), 3, 50),
                    new Count(BuiltIn.RULE_TOO_WIDE, Labels.of("about_rule", "r"), 4, 0),
                    new Count(BuiltIn.SERIES_IN_SEVERAL_PARTITIONS, Labels.of("topic", "t"), 5, 0)),
                List.of(
                    new RuleUse(new RuleId("r"), NOW.minusSeconds(60), ago(30L)),
                    new RuleUse(new RuleId("s"), NOW.minusSeconds(60), Optional.empty()))));
    assertThat(findings)
        .extracting(Finding::fact)
        .containsExactly(
            "partition t-3 is read up to 2026-11-21T11:59:50.000Z",
            "nothing was read of partition u-0, nor was it seen to be empty, since looking began at"
                + " 2026-11-21T10:00:00.000Z",
            "topic t was last seen to grow at 2026-11-21T11:59:40.000Z; whether it grew since"
                + " is not known, for its log could not be looked at",
            "topic u was not seen to grow since looking began at 2026-11-21T10:00:00.000Z; whether"
                + " it grew since is not known, for its log could not be looked at",
            "a sample of rule r was last noted at 2026-11-21T11:59:30.000Z",
            "no sample of rule s was noted since it came into force at 2026-11-21T11:59:00.000Z",
            "of 100 records 2 were rejected within 10m",
            "of 50 samples 3 were late within 10m",
            "4 samples were beyond the limits of the rule within 15m",
            "5 samples came from another partition than their series before within 15m",
            "partition t-3 ended 5 records before the cursor when it was looked at, at"
                + " 2026-11-21T11:53:20.000Z",
            "partition u-0 was not looked at yet",
            "an open transaction holds back the records of partition t-3 since 2026-11-21T11:59:20.000Z",
            "no transaction holds back the records of partition u-0",
            "the tick that evaluates it runs");
  }

  @ParameterizedTest
  @EnumSource
  void evaluate_switchedOff_findsNothing(BuiltIn alert) {
    BuiltInRule usual = alert.defaults();
    BuiltInSettings settings =
        new BuiltInSettings(
            BuiltInSettings.DEFAULT_INTERVAL,
            Optional.empty(),
            Map.of(
                alert,
                new BuiltInRule(
                    false,
                    usual.severity(),
                    Map.of(),
                    Duration.ZERO,
                    Duration.ZERO,
                    Duration.ZERO,
                    usual.window(),
                    usual.threshold())));
    PipelineFacts facts =
        facts(
            List.of(grown(new PartitionId("t", 0), 9_000)),
            List.of(new Count(alert, X, 1, 1)),
            List.of(new RuleUse(new RuleId("r"), NOW, Optional.empty())));
    assertThat(BuiltInConditions.evaluate(facts, settings, NOW))
        .noneMatch(finding -> finding.alert() == alert);
  }

  @ParameterizedTest
  @EnumSource
  void page_ofEach_isThere(BuiltIn alert) throws Exception {
    Path page = Path.of("..", "..", "docs", "runbook", alert.page());
    assertThat(page).exists();
    assertThat(Files.readString(page))
        .contains(alert.alertName(), alert.code(), "**Look**", "**Do**");
    assertThat(Files.readString(Path.of("..", "..", "docs", "runbook", "README.md")))
        .contains("(" + alert.page() + ")");
  }
}
