package dev.tocsin.testkit.alert;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.tocsin.core.identity.RuleId;
import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.label.Labels;
import dev.tocsin.engine.alert.AlertKeyRow;
import dev.tocsin.engine.alert.AlertKeyState;
import dev.tocsin.engine.alert.AlertKeyStates;
import dev.tocsin.engine.alert.DedupKey;
import dev.tocsin.engine.alert.Phase;
import dev.tocsin.engine.cursor.PartitionId;
import dev.tocsin.testkit.CountingIds;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every {@link AlertKeyStates} promises. */
public abstract class AlertKeyStatesContract {
  private static final Instant T = Instant.parse("2026-11-21T10:00:00.125Z");
  private static final RuleId CPU = new RuleId("cpu_high");
  private static final RuleId DISK = new RuleId("disk_full");

  /** Fingerprints have no sign: this one is the highest. */
  private static final long HIGHEST = -1;

  /** The store under test, empty; always the same one within a test. */
  protected abstract AlertKeyStates keys();

  @Test
  void load_saved_isWhatWasSaved() {
    AlertKeyRow pending = row(1, CPU, Phase.PENDING, Optional.empty());
    AlertKeyRow firing = firing(HIGHEST, Double.POSITIVE_INFINITY);
    keys().save(List.of(firing, pending));

    assertThat(
            keys().load(List.of(new Fingerprint(1), new Fingerprint(HIGHEST), new Fingerprint(99))))
        .isEqualTo(Map.of(pending.fingerprint(), pending, firing.fingerprint(), firing));
  }

  @Test
  void save_again_replacesAllOfTheRow() {
    keys().save(List.of(firing(1, 95.5)));
    AlertKeyRow resolved = row(1, CPU, Phase.RESOLVED, Optional.of(T));
    keys().save(List.of(resolved));

    assertThat(keys().load(List.of(new Fingerprint(1)))).containsValue(resolved).hasSize(1);
  }

  @Test
  void save_nothing_changesNothing() {
    keys().save(List.of());
    keys().forget(List.of());

    assertThat(keys().load(List.of())).isEmpty();
  }

  @Test
  void forget_keys_removesTheirRowsOnly() {
    keys().save(List.of(firing(1, 95), firing(2, 96)));
    keys().forget(List.of(new Fingerprint(1), new Fingerprint(3)));

    assertThat(keys().load(List.of(new Fingerprint(1), new Fingerprint(2))))
        .containsOnlyKeys(new Fingerprint(2));
  }

  @Test
  void count_rules_leavesOutThoseWithoutRows() {
    keys().save(List.of(firing(1, 95), firing(2, 96)));

    assertThat(keys().count(List.of(CPU, DISK))).isEqualTo(Map.of(CPU, 2));
  }

  @Test
  void due_beforeTheWatermark_areOfTheShardByFingerprint() {
    AlertKeyRow low = row(65, CPU, Phase.PENDING, Optional.of(T));
    AlertKeyRow high = row(HIGHEST - 62, CPU, Phase.PENDING, Optional.of(T));
    AlertKeyRow later = row(129, CPU, Phase.PENDING, Optional.of(T.plusMillis(1)));
    AlertKeyRow otherShard = row(2, CPU, Phase.PENDING, Optional.of(T));
    AlertKeyRow never = row(193, CPU, Phase.PENDING, Optional.empty());
    keys().save(List.of(high, low, later, otherShard, never));

    assertThat(keys().due(1, T.plusMillis(1))).containsExactly(low, high);
    assertThat(keys().due(1, T)).isEmpty();
    assertThat(keys().shardsDue(T.plusMillis(1))).containsExactlyInAnyOrder(1, 2);
    assertThat(keys().shardsDue(T)).isEmpty();
  }

  @Test
  void inShard_rules_areTheRowsOfBothByFingerprint() {
    AlertKeyRow low = row(65, CPU, Phase.PENDING, Optional.of(T));
    AlertKeyRow high = row(HIGHEST - 62, CPU, Phase.RESOLVED, Optional.empty());
    keys()
        .save(
            List.of(
                high,
                low,
                row(2, CPU, Phase.PENDING, Optional.empty()),
                row(129, DISK, Phase.PENDING, Optional.empty())));

    assertThat(keys().inShard(1, List.of(CPU))).containsExactly(low, high);
    assertThat(keys().inShard(1, List.of())).isEmpty();
  }

  @Test
  void load_noPartitionAndAPast_isWhatWasSaved() {
    AlertKeyRow known = firing(1, 95);
    AlertKeyRow scheduled =
        new AlertKeyRow(
            known.fingerprint(),
            known.ruleId(),
            Optional.empty(),
            known.labels(),
            known.state(),
            Optional.empty(),
            known.value(),
            known.alertId(),
            known.due());
    AlertKeyRow healthy =
        new AlertKeyRow(
            new Fingerprint(2),
            CPU,
            known.partition(),
            known.labels(),
            AlertKeyState.NONE,
            Optional.of(ByteString.copyFromUtf8("past")),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    keys().save(List.of(scheduled, healthy));

    assertThat(keys().load(List.of(new Fingerprint(1), new Fingerprint(2))))
        .isEqualTo(Map.of(new Fingerprint(1), scheduled, new Fingerprint(2), healthy));
  }

  @Test
  void ofRules_rows_areThoseOfTheRulesByFingerprint() {
    AlertKeyRow cpu = firing(HIGHEST, 95);
    AlertKeyRow cpuToo = firing(5, 95);
    keys().save(List.of(cpu, cpuToo, row(2, DISK, Phase.PENDING, Optional.empty())));

    assertThat(keys().ofRules(List.of(CPU))).containsExactly(cpuToo, cpu);
    assertThat(keys().ofRules(List.of())).isEmpty();
  }

  @Test
  void pending_upToTheLimit_isByFingerprint() {
    AlertKeyRow high = row(HIGHEST, CPU, Phase.PENDING, Optional.empty());
    AlertKeyRow low = row(7, CPU, Phase.PENDING, Optional.empty());
    keys().save(List.of(high, low, firing(1, 95)));

    assertThat(keys().pending(Optional.empty(), 5)).containsExactly(low, high);
    assertThat(keys().pending(Optional.empty(), 1)).containsExactly(low);
    assertThat(keys().pending(Optional.of(low.fingerprint()), 5)).containsExactly(high);
    assertThat(keys().pending(Optional.of(high.fingerprint()), 5)).isEmpty();
  }

  @Test
  void rulesIn_aPhase_areThoseWithSuchAKey() {
    keys().save(List.of(row(7, CPU, Phase.PENDING, Optional.empty()), firing(1, 95)));

    assertThat(keys().rulesIn(Phase.PENDING)).containsExactly(CPU);
    assertThat(keys().rulesIn(Phase.RESOLVED)).isEmpty();
  }

  private static AlertKeyRow firing(long fingerprint, double value) {
    return new AlertKeyRow(
        new Fingerprint(fingerprint),
        CPU,
        Optional.of(new PartitionId("metrics", 3)),
        Labels.of("instance_id", "web-1", "zone", "caf\u00e9 \"quoted\" \uD83D\uDEA8"),
        new AlertKeyState(
            Phase.FIRING,
            T,
            T.plusMillis(1),
            T.plusMillis(2),
            Duration.ofMillis(600_001),
            T.plusMillis(3),
            Optional.of(new AlertKeyState.Firing(T, 2, new DedupKey("cpu_high:web-1:cpu:1")))),
        Optional.empty(),
        Optional.of(value),
        Optional.of(CountingIds.id(1)),
        Optional.of(T.plusSeconds(60)));
  }

  private static AlertKeyRow row(
      long fingerprint, RuleId rule, Phase phase, Optional<Instant> due) {
    return new AlertKeyRow(
        new Fingerprint(fingerprint),
        rule,
        Optional.of(new PartitionId("metrics", 3)),
        Labels.of("instance_id", "web-1"),
        new AlertKeyState(phase, T, T, T, Duration.ZERO, T, Optional.empty()),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        due);
  }
}
