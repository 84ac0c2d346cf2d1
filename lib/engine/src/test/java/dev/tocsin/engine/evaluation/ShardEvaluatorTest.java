package dev.tocsin.engine.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.label.Labels;
import dev.tocsin.core.setting.AlertNaming;
import dev.tocsin.core.yaml.Problems;
import dev.tocsin.core.yaml.SourceFile;
import dev.tocsin.engine.rule.Rule;
import dev.tocsin.engine.rulefile.RuleFiles;
import dev.tocsin.engine.state.StateWriter;
import dev.tocsin.engine.window.WindowSample;
import dev.tocsin.engine.window.WindowSnapshot;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a shard keeps between two evaluations, beside what the tables of rules say. */
class ShardEvaluatorTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 21);
  private static final String AVG =
      "metric_name: m, aggregate: avg, window: 1m, operator: '>', threshold: 80, duration: 0,"
          + " severity: high";

  private final AlertKeySet rows = new AlertKeySet(Map.of(), Map.of(), () -> new UUID(0, 1));
  private final Rule rule = rule(AVG);
  private final Rule.Key key = rule.key(Labels.of("instance_id", "a"));

  private ShardEvaluator shard(
      Optional<WindowSnapshot> snapshot, Map<Fingerprint, Rule.Key> names) {
    return new ShardEvaluator(
        rule,
        key.fingerprint().shard(),
        snapshot,
        rows,
        List.of(),
        wanted -> names,
        AlertNaming.DEFAULT,
        Instant.EPOCH);
  }

  private ShardEvaluator shard() {
    return shard(Optional.empty(), Map.of(key.fingerprint(), key));
  }

  private WindowSample sample(long at, double value) {
    return new WindowSample(key.fingerprint(), "m", 1, at * 1_000, value, 0);
  }

  @Test
  void snapshot_withoutASample_isNone() {
    ShardEvaluator shard = shard();
    shard.evaluate(List.of(), at(60));
    assertThat(shard.snapshot(TODAY)).isEmpty();
  }

  @Test
  void snapshot_withASample_saysWhenToEvaluateNext() {
    ShardEvaluator shard = shard();
    shard.evaluate(List.of(sample(7, 70)), at(16));
    WindowSnapshot snapshot = shard.snapshot(TODAY).orElseThrow();
    assertThat(snapshot.next()).contains(at(30));
    assertThat(snapshot.keys()).isEqualTo(1);
    assertThat(snapshot.rule()).isEqualTo(rule.part());
    assertThat(snapshot.shard()).isEqualTo(key.fingerprint().shard());
    assertThat(snapshot.named()).isEqualTo(TODAY);
  }

  @Test
  void snapshot_twoWindowsAfterTheLastSample_isNone() {
    ShardEvaluator shard = shard();
    shard.evaluate(List.of(sample(7, 70)), at(76));
    assertThat(shard.snapshot(TODAY).orElseThrow().keys()).isZero();
    shard.evaluate(List.of(), at(166));
    assertThat(shard.snapshot(TODAY)).isEmpty();
  }

  @Test
  void snapshot_ofAFiringKeyWithoutSamples_isKeptForItsName() {
    ShardEvaluator shard = shard();
    shard.evaluate(List.of(sample(7, 91)), at(166));
    WindowSnapshot snapshot = shard.snapshot(TODAY).orElseThrow();
    assertThat(snapshot.next()).isEmpty();
    assertThat(snapshot.keys()).isEqualTo(1);
    assertThat(shard.neededSince(TODAY)).containsExactly(key.fingerprint());
  }

  @Test
  void neededSince_saidToday_isNone() {
    ShardEvaluator first = shard();
    first.evaluate(List.of(sample(7, 70)), at(16));
    assertThat(first.neededSince(TODAY)).containsExactly(key.fingerprint());

    ShardEvaluator next = shard(first.snapshot(TODAY), Map.of(key.fingerprint(), key));
    assertThat(next.neededSince(TODAY)).isEmpty();
    assertThat(next.neededSince(TODAY.plusDays(1))).containsExactly(key.fingerprint());
    assertThat(next.beginsAnew()).isFalse();
    assertThat(next.rule()).isSameAs(rule);
  }

  @Test
  void snapshot_ofAnotherVersion_beginsAnew() {
    StateWriter other = new StateWriter(30_000);
    other.bits(1);
    WindowSnapshot snapshot =
        new WindowSnapshot(
            rule.part(), key.fingerprint().shard(), other.toBytes(), 1, Optional.empty(), TODAY);
    ShardEvaluator shard = shard(Optional.of(snapshot), Map.of());
    assertThat(shard.beginsAnew()).isTrue();
    assertThat(shard.neededSince(TODAY.plusDays(1))).isEmpty();
  }

  @Test
  void evaluate_keyWhoseLabelsAreNotKnown_isLeftAsItIs() {
    ShardEvaluator shard = shard(Optional.empty(), Map.of());
    shard.evaluate(List.of(sample(7, 91)), at(16));
    assertThat(shard.nameless()).containsExactly(key.fingerprint());
    assertThat(rows.transitions()).isEmpty();
  }

  @Test
  void evaluate_keyWhoseLabelsAreKnown_hasNoNameMissing() {
    ShardEvaluator shard = shard();
    shard.evaluate(List.of(sample(7, 91)), at(16));
    assertThat(shard.nameless()).isEmpty();
    assertThat(rows.transitions()).hasSize(2);
  }

  @Test
  void expect_keysOfSeveralShards_takesThoseOfItsOwn() {
    Rule absent =
        rule(
            "type: absence, metric_name: m, by: [instance_id], duration: 1m, severity: high,"
                + " expected: [{instance_id: a}, {instance_id: b}, {instance_id: c}]");
    List<Fingerprint> keys =
        List.of("a", "b", "c").stream()
            .map(name -> absent.key(Labels.of("instance_id", name)).fingerprint())
            .toList();
    assertThat(Set.copyOf(keys.stream().map(Fingerprint::shard).toList())).hasSizeGreaterThan(1);
    for (int shard : keys.stream().map(Fingerprint::shard).distinct().toList()) {
      ShardEvaluator evaluator =
          new ShardEvaluator(
              absent,
              shard,
              Optional.empty(),
              rows,
              List.of(),
              wanted -> Map.of(),
              AlertNaming.DEFAULT,
              Instant.EPOCH);
      evaluator.expect(at(7));
      assertThat(evaluator.neededSince(TODAY))
          .containsExactlyInAnyOrderElementsOf(
              keys.stream().filter(each -> each.shard() == shard).toList());
      assertThat(evaluator.snapshot(TODAY).orElseThrow().keys())
          .isEqualTo(evaluator.neededSince(TODAY).size());
    }
  }

  private static Instant at(long seconds) {
    return Instant.ofEpochSecond(seconds);
  }

  private static Rule rule(String fields) {
    String yaml = "groups: [{name: g, rules: [{id: r, name: R, " + fields + "}]}]";
    Problems problems = new Problems();
    return RuleFiles.read(List.of(new SourceFile("rules.yaml", yaml)), problems)
        .orElseThrow(() -> new AssertionError(problems))
        .rules()
        .getFirst();
  }
}
