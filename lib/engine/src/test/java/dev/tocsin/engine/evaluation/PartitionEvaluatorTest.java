package dev.tocsin.engine.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.label.Labels;
import dev.tocsin.core.setting.AlertNaming;
import dev.tocsin.core.yaml.Problems;
import dev.tocsin.core.yaml.SourceFile;
import dev.tocsin.engine.alert.AlertKeyRow;
import dev.tocsin.engine.alert.Phase;
import dev.tocsin.engine.alert.Reason;
import dev.tocsin.engine.cursor.PartitionCursor;
import dev.tocsin.engine.cursor.PartitionId;
import dev.tocsin.engine.rule.Ignored;
import dev.tocsin.engine.rule.MatchedSample;
import dev.tocsin.engine.rule.Rule;
import dev.tocsin.engine.rule.RuleSet;
import dev.tocsin.engine.rulefile.RuleFiles;
import dev.tocsin.engine.sample.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a partition's samples change, beside what the tables of rules say. */
class PartitionEvaluatorTest {
  private static final String PER_SAMPLE =
      "metric_name: m, operator: '>', threshold: 80, duration: 0, severity: high";
  private static final PartitionId FIRST = new PartitionId("metrics", 0);
  private static final PartitionId SECOND = new PartitionId("metrics", 1);

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          A value beyond the threshold may begin a key | metric_name: m, operator: '>', threshold: 80 | 81 | true
          A healthy value begins none                  | metric_name: m, operator: '>', threshold: 80 | 80 | false
          Any value begins the past of an anomaly      | type: anomaly, metric_name: m                | 0  | true
          No value begins a key of a scheduled rule    | type: absence, metric_name: m                | 0  | false
          """)
  void mayBegin_aKey_isAsTheSentenceSays(
      String sentence, String fields, double value, boolean may) {
    assertThat(
            PartitionEvaluator.mayBegin(
                ruleSet(fields + ", severity: high").rules().getFirst(), value))
        .as(sentence)
        .isEqualTo(may);
  }

  @Test
  void accept_sampleOfAKeyOfAnotherPartition_takesTheKeyOver() {
    RuleSet ruleSet = ruleSet(PER_SAMPLE);
    AlertKeySet first = play(ruleSet, FIRST, Map.of(), 10, 91);
    assertThat(first.changed())
        .singleElement()
        .satisfies(row -> assertThat(row.partition()).contains(FIRST));

    AlertKeySet second = play(ruleSet, SECOND, byKey(first.changed()), 20, 70);
    assertThat(second.changed())
        .singleElement()
        .satisfies(row -> assertThat(row.partition()).contains(SECOND));
    assertThat(second.forgotten()).isEmpty();
  }

  private AlertKeyRow only(AlertKeySet keys) {
    return keys.changed().iterator().next();
  }

  @Test
  void accept_samplesThatAreNotNewer_areCountedInTheRow() {
    RuleSet ruleSet = ruleSet(PER_SAMPLE);
    Rule rule = ruleSet.rules().getFirst();
    AlertKeyRow firing = only(play(ruleSet, FIRST, Map.of(), 10, 91));
    assertThat(PartitionEvaluator.ignored(firing, rule)).isEqualTo(Ignored.NONE);

    AlertKeyRow again = only(play(ruleSet, FIRST, byKey(List.of(firing)), 10, 70));
    assertThat(again.state()).isEqualTo(firing.state());
    AlertKeyRow older = only(play(ruleSet, FIRST, byKey(List.of(again)), 9, 70));
    assertThat(PartitionEvaluator.ignored(older, rule)).isEqualTo(new Ignored(1, 1, 0));

    AlertKeyRow resolved = only(play(ruleSet, FIRST, byKey(List.of(older)), 11, 70));
    assertThat(resolved.state().phase()).isEqualTo(Phase.RESOLVED);
    assertThat(PartitionEvaluator.ignored(resolved, rule)).isEqualTo(new Ignored(1, 1, 0));
    AlertKeySet rest = new AlertKeySet(byKey(List.of(resolved)), Map.of(), UUID::randomUUID);
    ScheduledEvaluator.passTime(
        rest, List.of(resolved), ruleSet::find, Instant.EPOCH, Instant.ofEpochSecond(2_000));
    assertThat(rest.forgotten())
        .extracting(AlertKeyRow::fingerprint)
        .containsExactly(resolved.fingerprint());
  }

  @Test
  void accept_aHealthyKey_keepsNoTime() {
    RuleSet ruleSet = ruleSet(PER_SAMPLE);
    AlertKeyRow firing = only(play(ruleSet, FIRST, Map.of(), 10, 91));
    AlertKeyRow resolved = only(play(ruleSet, FIRST, byKey(List.of(firing)), 11, 70));
    assertThat(resolved.past()).isEmpty();
    AlertKeyRow older = only(play(ruleSet, FIRST, byKey(List.of(resolved)), 9, 92));
    assertThat(older.state().phase()).isEqualTo(Phase.PENDING);
    assertThat(older.past()).isPresent();
  }

  @Test
  void accept_sampleOfAnotherPartitionThatIsOver_leavesTheKeyWhereItIs() {
    RuleSet ruleSet = ruleSet(PER_SAMPLE);
    AlertKeyRow firing = only(play(ruleSet, FIRST, Map.of(), 10, 91));
    AlertKeyRow resolved = only(play(ruleSet, FIRST, byKey(List.of(firing)), 11, 70));
    AlertKeySet second = play(ruleSet, SECOND, byKey(List.of(resolved)), 9, 92);
    assertThat(second.transitions()).isEmpty();
    AlertKeyRow over = only(second);
    assertThat(over.partition()).contains(FIRST);
    assertThat(PartitionEvaluator.ignored(over, ruleSet.rules().getFirst()))
        .isEqualTo(new Ignored(1, 0, 0));
  }

  @Test
  void accept_afterAPause_theEvaluationTimesBeforeItAreEvaluatedFirst() {
    RuleSet ruleSet = ruleSet(PER_SAMPLE);
    AlertKeyRow firing = only(play(ruleSet, FIRST, Map.of(), 10, 91));
    AlertKeySet later = play(ruleSet, FIRST, byKey(List.of(firing)), 400, 92);
    assertThat(later.transitions())
        .extracting(change -> change.transition().reason())
        .containsExactly(Reason.NO_DATA, Reason.CONDITION_MET, Reason.DURATION_MET);
    assertThat(later.transitions().getFirst().transition().at())
        .isEqualTo(Instant.ofEpochSecond(315));
    assertThat(later.transitions().get(1).transition().cameBack()).isTrue();
  }

  @Test
  void accept_healthySample_changesNothing() {
    AlertKeySet keys = play(ruleSet(PER_SAMPLE), FIRST, Map.of(), 10, 70);
    assertThat(keys.isUnchanged()).isTrue();
    assertThat(keys.changed()).isEmpty();
  }

  @Test
  void clearChanges_afterAFiring_keepsTheKeyAlone() {
    AlertKeySet keys = play(ruleSet(PER_SAMPLE), FIRST, Map.of(), 10, 91);
    assertThat(keys.isUnchanged()).isFalse();
    assertThat(keys.transitions()).hasSize(2);
    Fingerprint key = keys.changed().iterator().next().fingerprint();

    keys.clearChanges();

    assertThat(keys.isUnchanged()).isTrue();
    assertThat(keys.transitions()).isEmpty();
    assertThat(keys.changed()).isEmpty();
    assertThat(keys.row(key)).isPresent();
  }

  @Test
  void end_ofARule_forgetsItsKeys() {
    RuleSet ruleSet = ruleSet(PER_SAMPLE);
    Collection<AlertKeyRow> rows = play(ruleSet, FIRST, Map.of(), 10, 91).changed();
    AlertKeySet keys = new AlertKeySet(byKey(rows), Map.of(), UUID::randomUUID);

    ScheduledEvaluator.end(keys, rows, (id, labels) -> Optional.empty(), Instant.ofEpochSecond(20));

    assertThat(keys.changed()).isEmpty();
    assertThat(keys.forgotten()).containsExactlyElementsOf(byKey(rows).values());
    assertThat(keys.transitions())
        .singleElement()
        .satisfies(change -> assertThat(change.row().labels().get("instance_id")).isEqualTo("a"));
  }

  @Test
  void eventTime_beforeASample_isThatOfTheCursor() {
    PartitionEvaluator evaluator = evaluator(FIRST, Optional.empty(), Map.of());
    assertThat(evaluator.eventTime()).isEmpty();
    assertThat(evaluator(FIRST, Optional.of(Instant.ofEpochSecond(5)), Map.of()).eventTime())
        .contains(Instant.ofEpochSecond(5));
  }

  private AlertKeySet keys = new AlertKeySet(Map.of(), Map.of(), UUID::randomUUID);

  private PartitionEvaluator evaluator(
      PartitionId partition, Optional<Instant> eventTime, Map<Fingerprint, AlertKeyRow> rows) {
    keys = new AlertKeySet(rows, Map.of(), UUID::randomUUID);
    return new PartitionEvaluator(
        new PartitionCursor(partition, 0, eventTime, Optional.empty()),
        keys,
        shard -> Instant.EPOCH,
        Duration.ofSeconds(10),
        AlertNaming.DEFAULT);
  }

  private AlertKeySet play(
      RuleSet ruleSet,
      PartitionId partition,
      Map<Fingerprint, AlertKeyRow> rows,
      long at,
      double value) {
    PartitionEvaluator evaluator = evaluator(partition, Optional.empty(), rows);
    Sample sample =
        new Sample("m", Labels.of("instance_id", "a"), value, Instant.ofEpochSecond(at));
    evaluator.accept(new MatchedSample(sample, ruleSet.matches(sample.series())), Long.MAX_VALUE);
    return keys;
  }

  private static Map<Fingerprint, AlertKeyRow> byKey(Collection<AlertKeyRow> rows) {
    return rows.stream().collect(Collectors.toMap(AlertKeyRow::fingerprint, row -> row));
  }

  private static RuleSet ruleSet(String fields) {
    String yaml = "groups: [{name: g, rules: [{id: r, name: R, " + fields + "}]}]";
    Problems problems = new Problems();
    return RuleFiles.read(List.of(new SourceFile("rules.yaml", yaml)), problems)
        .orElseThrow(() -> new AssertionError(problems));
  }
}
