package dev.tocsin.testkit.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.core.identity.RuleId;
import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.label.Labels;
import dev.tocsin.core.label.Severity;
import dev.tocsin.core.outbox.Transactions;
import dev.tocsin.core.unit.Unit;
import dev.tocsin.engine.alert.Alert;
import dev.tocsin.engine.alert.AlertKeyRow;
import dev.tocsin.engine.alert.AlertKeyState;
import dev.tocsin.engine.alert.AlertKeyStates;
import dev.tocsin.engine.alert.Alerts;
import dev.tocsin.engine.alert.DedupKey;
import dev.tocsin.engine.alert.Phase;
import dev.tocsin.engine.alert.Reason;
import dev.tocsin.engine.alert.RuleFacts;
import dev.tocsin.testkit.CountingIds;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What every {@link Alerts} promises. */
public abstract class AlertsContract {
  private static final Instant T = Instant.parse("2026-11-21T10:00:00.125Z");
  private static final Fingerprint F = new Fingerprint(0x9a1c3e5f70b2d4e6L);
  private static final Fingerprint G = new Fingerprint(7);

  /** The store under test, empty; always the same one within a test. */
  protected abstract Alerts alerts();

  /** The keys beside it, empty. */
  protected abstract AlertKeyStates keys();

  /** The transactions in which it takes part. */
  protected abstract Transactions transactions();

  @Test
  void load_saved_isWhatWasSaved() {
    Alert full = alert(1, F, Phase.FIRING, 1);
    Alert sparse = sparse(2, G);
    alerts().save(List.of(sparse, full));

    assertThat(alerts().load(List.of(full.id(), sparse.id(), CountingIds.id(3))))
        .isEqualTo(Map.of(full.id(), full, sparse.id(), sparse));
  }

  @Test
  void save_again_replacesWhatTheEvaluatorKnows() {
    alerts().save(List.of(alert(1, F, Phase.FIRING, 1)));
    Alert resolved = alert(1, F, Phase.RESOLVED, 2);
    alerts().save(List.of(resolved));

    assertThat(alerts().load(List.of(resolved.id()))).containsValue(resolved).hasSize(1);
  }

  @Test
  void save_nothing_changesNothing() {
    alerts().save(List.of());

    assertThat(alerts().load(List.of())).isEmpty();
  }

  @Test
  void firing_alerts_areByFingerprintUpToTheLimit() {
    Alert high = alert(1, F, Phase.FIRING, 1);
    Alert low = alert(2, G, Phase.FIRING, 1);
    alerts().save(List.of(high, low, alert(3, new Fingerprint(8), Phase.RESOLVED, 2)));

    assertThat(alerts().firing(Optional.empty(), 10)).containsExactly(low, high);
    assertThat(alerts().firing(Optional.empty(), 1)).containsExactly(low);
    assertThat(alerts().firing(Optional.of(G), 10)).containsExactly(high);
    assertThat(alerts().firing(Optional.of(F), 10)).isEmpty();
  }

  @Test
  void latest_ofAFingerprint_isTheOneWithTheNewestEvent() {
    Alert old = alert(1, F, Phase.RESOLVED, 2);
    Alert newest = alert(2, F, Phase.FIRING, 3);
    alerts().save(List.of(newest, old, alert(3, G, Phase.FIRING, 9)));

    assertThat(alerts().latest(F)).contains(newest);
    assertThat(alerts().latest(new Fingerprint(8))).isEmpty();
  }

  @Test
  void latest_oneThatFiresAndANewerThatDoesNot_isTheOneThatFires() {
    Alert firing = alert(1, F, Phase.FIRING, 1);
    alerts().save(List.of(firing, alert(2, F, Phase.RESOLVED, 2)));

    assertThat(alerts().latest(F)).contains(firing);
  }

  @Test
  void orphaned_alerts_areThoseThatFireWithoutALiveKey() {
    Alert withoutKey = alert(1, G, Phase.FIRING, 1);
    Alert besideAnother = alert(3, F, Phase.FIRING, 3);
    Alert ofAPendingKey = alert(4, new Fingerprint(9), Phase.FIRING, 1);
    Alert ofAResolvedKey = alert(5, new Fingerprint(10), Phase.FIRING, 1);
    alerts()
        .save(
            List.of(
                ofAResolvedKey,
                ofAPendingKey,
                besideAnother,
                withoutKey,
                alert(2, F, Phase.FIRING, 2),
                alert(6, new Fingerprint(11), Phase.FIRING, 1),
                alert(7, new Fingerprint(12), Phase.RESOLVED, 2)));
    keys()
        .save(
            List.of(
                key(F, Phase.FIRING, 2),
                key(new Fingerprint(9), Phase.PENDING, 4),
                key(new Fingerprint(10), Phase.RESOLVED, 5),
                key(new Fingerprint(11), Phase.FIRING, 6)));

    assertThat(alerts().orphaned(9))
        .containsExactly(withoutKey, ofAPendingKey, ofAResolvedKey, besideAnother);
    assertThat(alerts().orphaned(2)).containsExactly(withoutKey, ofAPendingKey);
  }

  @Test
  void orphaned_severalOfOneFingerprint_areInOrder() {
    Alert second = alert(1, F, Phase.FIRING, 5);
    Alert first = alert(2, F, Phase.FIRING, 4);
    alerts().save(List.of(second, first));

    assertThat(alerts().orphaned(9)).containsExactly(first, second);
  }

  @Test
  void orphaned_whileAnotherTransactionHasTheAlertFireAgain_leavesItAlone() throws Exception {
    alerts().save(List.of(alert(1, F, Phase.FIRING, 1)));
    assertThat(alerts().number(Map.of(F, 1))).isEqualTo(Map.of(F, 1L));
    assertThat(alerts().orphaned(9)).hasSize(1);
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    CompletableFuture<Void> firing =
        CompletableFuture.runAsync(() ->
            transactions()
                .run(() -> {
                  keys().save(List.of(key(F, Phase.FIRING, 1)));
                  assertThat(alerts().number(Map.of(F, 1))).isEqualTo(Map.of(F, 2L));
                  held.countDown();
                  await(go);
                }));
    await(held);
    CompletableFuture<List<Alert>> orphaned =
        CompletableFuture.supplyAsync(() -> alerts().orphaned(9));

    assertThatThrownBy(() -> orphaned.get(100, TimeUnit.MILLISECONDS))
        .isInstanceOf(TimeoutException.class);
    go.countDown();
    firing.get(5, TimeUnit.SECONDS);

    assertThat(orphaned.get(5, TimeUnit.SECONDS)).isEmpty();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  private static AlertKeyRow key(Fingerprint fingerprint, Phase phase, int alert) {
    return new AlertKeyRow(
        fingerprint,
        new RuleId("cpu_high"),
        Optional.empty(),
        Labels.EMPTY,
        new AlertKeyState(
            phase,
            T,
            T,
            T,
            Duration.ZERO,
            T,
            Optional.of(new AlertKeyState.Firing(T, 1, new DedupKey("cpu_high:web-1:cpu:1")))),
        Optional.empty(),
        Optional.empty(),
        Optional.of(CountingIds.id(alert)),
        Optional.empty(),
        0);
  }

  @Test
  void number_ofEachFingerprint_countsFromOneWithoutGaps() {
    assertThat(alerts().number(Map.of(F, 2, G, 1))).isEqualTo(Map.of(F, 1L, G, 1L));
    assertThat(alerts().number(Map.of(F, 1))).isEqualTo(Map.of(F, 3L));
    assertThat(alerts().number(Map.of(F, 5, G, 1))).isEqualTo(Map.of(F, 4L, G, 2L));
    assertThat(alerts().number(Map.of())).isEmpty();
  }

  @Test
  void number_drawnInATransactionThatFails_isDrawnAgain() {
    assertThatThrownBy(() ->
            transactions()
                .inOne(() -> {
                  alerts().number(Map.of(F, 3));
                  throw new IllegalArgumentException("broken");
                }))
        .hasMessage("broken");

    assertThat(alerts().number(Map.of(F, 1))).isEqualTo(Map.of(F, 1L));
  }

  @Test
  void number_drawnByManyAtOnce_isDrawnOnce() {
    List<CompletableFuture<Map<Fingerprint, Long>>> draws =
        IntStream.range(0, 20)
            .mapToObj(i -> CompletableFuture.supplyAsync(() -> alerts().number(Map.of(F, 1, G, 1))))
            .toList();

    assertThat(draws.stream().map(draw -> draw.join().get(F)).sorted())
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 20).boxed().toList());
  }

  private static Alert alert(int id, Fingerprint fingerprint, Phase phase, long seq) {
    return new Alert(
        CountingIds.id(id),
        fingerprint,
        "web-1",
        Labels.of("alertname", "High CPU Usage", "instance_id", "web-1"),
        new RuleFacts(
            new RuleId("cpu_high"),
            "High CPU Usage",
            "CPU usage exceeds 80%",
            Severity.HIGH,
            "cpu_usage_percent",
            Optional.of("https://wiki/runbooks/high-cpu"),
            Optional.of(">"),
            Optional.of(80.0),
            Unit.PERCENT),
        Map.of("summary", "CPU \uD83D\uDEA8"),
        new Alert.Firings(new DedupKey("cpu_high:web-1:cpu_usage_percent:1987654"), T, (int) seq),
        new Alert.Change(
            seq,
            phase,
            phase == Phase.FIRING ? Reason.DURATION_MET : Reason.CONDITION_CLEARED,
            T.plusSeconds(seq),
            Optional.of(90.0 + seq)));
  }

  private static Alert sparse(int id, Fingerprint fingerprint) {
    return new Alert(
        CountingIds.id(id),
        fingerprint,
        "unknown",
        Labels.EMPTY,
        new RuleFacts(
            new RuleId("pipeline"),
            "Pipeline",
            "",
            Severity.CRITICAL,
            "heartbeat",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Unit.PERCENT),
        Map.of(),
        new Alert.Firings(new DedupKey("pipeline"), T, 1),
        new Alert.Change(2, Phase.RESOLVED, Reason.NO_DATA, T, Optional.empty()));
  }
}
