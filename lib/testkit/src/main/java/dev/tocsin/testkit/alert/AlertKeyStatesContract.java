package dev.tocsin.testkit.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.tocsin.core.identity.RuleId;
import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.label.Labels;
import dev.tocsin.core.outbox.Transactions;
import dev.tocsin.engine.alert.AlertKeyRow;
import dev.tocsin.engine.alert.AlertKeyState;
import dev.tocsin.engine.alert.AlertKeyStates;
import dev.tocsin.engine.alert.AlertKeysChanged;
import dev.tocsin.engine.alert.DedupKey;
import dev.tocsin.engine.alert.Phase;
import dev.tocsin.engine.cursor.PartitionId;
import dev.tocsin.testkit.CountingIds;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
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

  /** The transactions in which it takes part. */
  protected abstract Transactions transactions();

  @Test
  void load_saved_isWhatWasSaved() {
    AlertKeyRow pending = row(1, CPU, Phase.PENDING, Optional.empty());
    AlertKeyRow firing = firing(HIGHEST, Double.POSITIVE_INFINITY);
    keys().save(List.of(firing, pending));

    Map<Fingerprint, AlertKeyRow> loaded =
        keys().load(List.of(new Fingerprint(1), new Fingerprint(HIGHEST), new Fingerprint(99)));
    assertThat(loaded).containsOnlyKeys(pending.fingerprint(), firing.fingerprint());
    assertThat(unversioned(loaded.values())).containsExactlyInAnyOrder(pending, firing);
    assertThat(loaded.values()).allSatisfy(row -> assertThat(row.version()).isPositive());
  }

  @Test
  void save_again_replacesAllOfTheRow() {
    keys().save(List.of(firing(1, 95.5)));
    AlertKeyRow resolved = row(1, CPU, Phase.RESOLVED, Optional.of(T));
    keys().save(List.of(resolved.withVersion(load(1).version())));

    assertThat(unversioned(keys().load(List.of(new Fingerprint(1))).values()))
        .containsExactly(resolved);
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
    keys().forget(List.of(load(1)));

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

    assertThat(unversioned(keys().due(1, T.plusMillis(1)))).containsExactly(low, high);
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

    assertThat(unversioned(keys().inShard(1, List.of(CPU)))).containsExactly(low, high);
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
            known.due(),
            0);
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
            Optional.empty(),
            0);
    keys().save(List.of(scheduled, healthy));

    assertThat(unversioned(keys().load(List.of(new Fingerprint(1), new Fingerprint(2))).values()))
        .containsExactlyInAnyOrder(scheduled, healthy);
  }

  @Test
  void ofRules_rows_areThoseOfTheRulesByFingerprint() {
    AlertKeyRow cpu = firing(HIGHEST, 95);
    AlertKeyRow cpuToo = firing(5, 95);
    keys().save(List.of(cpu, cpuToo, row(2, DISK, Phase.PENDING, Optional.empty())));

    assertThat(unversioned(keys().ofRules(List.of(CPU)))).containsExactly(cpuToo, cpu);
    assertThat(keys().ofRules(List.of())).isEmpty();
  }

  @Test
  void pending_upToTheLimit_isByFingerprint() {
    AlertKeyRow high = row(HIGHEST, CPU, Phase.PENDING, Optional.empty());
    AlertKeyRow low = row(7, CPU, Phase.PENDING, Optional.empty());
    keys().save(List.of(high, low, firing(1, 95)));

    assertThat(unversioned(keys().pending(Optional.empty(), 5))).containsExactly(low, high);
    assertThat(unversioned(keys().pending(Optional.empty(), 1))).containsExactly(low);
    assertThat(unversioned(keys().pending(Optional.of(low.fingerprint()), 5)))
        .containsExactly(high);
    assertThat(keys().pending(Optional.of(high.fingerprint()), 5)).isEmpty();
  }

  @Test
  void rulesIn_aPhase_areThoseWithSuchAKey() {
    keys().save(List.of(row(7, CPU, Phase.PENDING, Optional.empty()), firing(1, 95)));

    assertThat(keys().rulesIn(Phase.PENDING)).containsExactly(CPU);
    assertThat(keys().rulesIn(Phase.RESOLVED)).isEmpty();
  }

  @Test
  void save_aRowThatIsStoredAlready_isRefused() {
    keys().save(List.of(firing(1, 95)));

    assertRefused(() -> keys().save(List.of(firing(2, 96), firing(1, 96))));
    assertThat(load(1).value()).contains(95.0);
    assertThat(keys().load(List.of(new Fingerprint(2)))).isEmpty();
  }

  @Test
  void save_aRowThatWasChangedMeanwhile_isRefused() {
    keys().save(List.of(firing(1, 95), firing(2, 96)));
    AlertKeyRow loaded = load(1);
    keys().save(List.of(loaded));
    assertThat(load(1).version()).isEqualTo(loaded.version() + 1);

    assertRefused(() -> keys().save(List.of(load(2), loaded)));
    assertThat(load(1).version()).isEqualTo(loaded.version() + 1);
  }

  @Test
  void save_aRowThatWasForgottenMeanwhile_isRefused() {
    keys().save(List.of(firing(1, 95)));
    AlertKeyRow loaded = load(1);
    keys().forget(List.of(loaded));

    assertRefused(() -> keys().save(List.of(loaded)));
    assertThat(keys().load(List.of(new Fingerprint(1)))).isEmpty();
  }

  @Test
  void saveAndForget_aRowThatWasForgottenAndMadeAnew_areRefused() {
    keys().save(List.of(firing(1, 95)));
    AlertKeyRow loaded = load(1);
    keys().forget(List.of(loaded));
    keys().save(List.of(firing(1, 97)));

    assertRefused(() -> keys().save(List.of(loaded)));
    assertRefused(() -> keys().forget(List.of(loaded)));
    assertThat(load(1).value()).contains(97.0);
  }

  @Test
  void forget_aRowThatWasChangedOrForgottenMeanwhile_isRefused() {
    keys().save(List.of(firing(1, 95), firing(2, 96)));
    AlertKeyRow loaded = load(1);
    keys().save(List.of(loaded));

    assertRefused(() -> keys().forget(List.of(loaded)));
    keys().forget(List.of(load(1)));
    assertRefused(() -> keys().forget(List.of(loaded, load(2))));
    assertThat(load(2).value()).contains(96.0);
  }

  @Test
  void save_ofManyTransactionsAtOnce_isOneAfterAnother() {
    keys().save(List.of(firing(1, 0), firing(HIGHEST, 0)));
    List<CompletableFuture<Void>> all =
        IntStream.range(0, 8).mapToObj(i -> CompletableFuture.runAsync(this::addOne)).toList();
    all.forEach(CompletableFuture::join);

    assertThat(load(1).value()).contains(8.0);
    assertThat(load(HIGHEST).value()).contains(8.0);
  }

  /** Adds one to the value of both rows, however often it takes. */
  private void addOne() {
    try {
      transactions()
          .run(() -> {
            List<AlertKeyRow> rows = List.of(load(HIGHEST), load(1));
            keys()
                .save(
                    rows.stream()
                        .map(row ->
                            firing(row.fingerprint().value(), row.value().orElseThrow() + 1)
                                .withVersion(row.version()))
                        .toList());
          });
    } catch (AlertKeysChanged changed) {
      addOne();
    }
  }

  private void assertRefused(Runnable change) {
    assertThatThrownBy(() -> transactions().run(change)).isInstanceOf(AlertKeysChanged.class);
  }

  private AlertKeyRow load(long fingerprint) {
    Fingerprint key = new Fingerprint(fingerprint);
    return Optional.ofNullable(keys().load(List.of(key)).get(key)).orElseThrow();
  }

  /** Rows as they were before the store gave them a version. */
  private static List<AlertKeyRow> unversioned(Collection<AlertKeyRow> rows) {
    return rows.stream().map(row -> row.withVersion(0)).toList();
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
        Optional.of(T.plusSeconds(60)),
        0);
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
        due,
        0);
  }
}
