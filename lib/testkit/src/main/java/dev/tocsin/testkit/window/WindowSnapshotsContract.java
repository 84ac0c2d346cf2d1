package dev.tocsin.testkit.window;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.tocsin.core.identity.RuleId;
import dev.tocsin.engine.rule.RulePart;
import dev.tocsin.engine.window.WindowSnapshot;
import dev.tocsin.engine.window.WindowSnapshots;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every {@link WindowSnapshots} promises. */
public abstract class WindowSnapshotsContract {
  private static final Instant T = Instant.parse("2026-11-21T10:00:00Z");
  private static final RulePart RATE = new RulePart(new RuleId("rate"), "");
  private static final RulePart HOUR = new RulePart(new RuleId("burn"), "1h");
  private static final RulePart DAY = new RulePart(new RuleId("burn"), "1d");

  /** The store under test, empty; always the same one within a test. */
  protected abstract WindowSnapshots snapshots();

  @Test
  void load_saved_isWhatWasSaved() {
    WindowSnapshot rate = snapshot(RATE, 3, 10, Optional.of(T));
    WindowSnapshot hour = snapshot(HOUR, 3, 20, Optional.empty());
    snapshots().save(List.of(hour, rate, snapshot(RATE, 4, 1, Optional.of(T))));

    assertThat(snapshots().load(3, List.of(RATE, HOUR, DAY))).containsExactlyInAnyOrder(rate, hour);
    assertThat(snapshots().load(3, List.of(DAY))).isEmpty();
    assertThat(snapshots().load(3, List.of())).isEmpty();
  }

  @Test
  void save_again_replacesAllOfThePage() {
    snapshots().save(List.of(snapshot(RATE, 3, 10, Optional.of(T))));
    WindowSnapshot newer = snapshot(RATE, 3, 11, Optional.empty());
    snapshots().save(List.of(newer));
    snapshots().save(List.of());

    assertThat(snapshots().load(3, List.of(RATE))).containsExactly(newer);
  }

  @Test
  void due_beforeATime_areTheRulesOfTheShard() {
    snapshots()
        .save(
            List.of(
                snapshot(RATE, 3, 1, Optional.of(T)),
                snapshot(HOUR, 3, 1, Optional.of(T.plusMillis(1))),
                snapshot(DAY, 3, 1, Optional.empty()),
                snapshot(DAY, 5, 1, Optional.of(T))));

    assertThat(snapshots().due(3, T.plusMillis(1))).containsExactly(RATE);
    assertThat(snapshots().due(3, T)).isEmpty();
    assertThat(snapshots().shardsDue(T.plusMillis(1))).containsExactlyInAnyOrder(3, 5);
  }

  @Test
  void remove_rules_isOfTheShardOrOfAll() {
    snapshots()
        .save(
            List.of(
                snapshot(RATE, 3, 1, Optional.of(T)),
                snapshot(HOUR, 3, 1, Optional.of(T)),
                snapshot(HOUR, 4, 1, Optional.of(T)),
                snapshot(DAY, 4, 1, Optional.of(T))));

    snapshots().remove(3, List.of(HOUR));
    assertThat(snapshots().load(3, List.of(RATE, HOUR))).hasSize(1);
    assertThat(snapshots().load(4, List.of(HOUR))).hasSize(1);

    snapshots().removeRules(List.of(HOUR.rule()));
    assertThat(snapshots().load(4, List.of(HOUR, DAY))).isEmpty();
    assertThat(snapshots().load(3, List.of(RATE))).hasSize(1);
  }

  @Test
  void keysOutside_aShard_areTheSumOfTheOthers() {
    snapshots()
        .save(
            List.of(
                snapshot(RATE, 3, 5, Optional.of(T)),
                snapshot(RATE, 4, 7, Optional.of(T)),
                snapshot(RATE, 5, 11, Optional.of(T)),
                snapshot(HOUR, 4, 2, Optional.of(T))));

    assertThat(snapshots().keysOutside(3, List.of(RATE, DAY))).isEqualTo(Map.of(RATE, 18));
  }

  private static WindowSnapshot snapshot(
      RulePart rule, int shard, int keys, Optional<Instant> next) {
    return new WindowSnapshot(
        rule,
        shard,
        ByteString.copyFrom(new byte[] {0, (byte) keys, -1}),
        keys,
        next,
        LocalDate.of(2026, 11, 21));
  }
}
