package dev.tocsin.testkit.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.identity.RuleId;
import dev.tocsin.core.setting.BuiltIn;
import dev.tocsin.core.setting.BuiltInSettings;
import dev.tocsin.engine.builtin.LogSnapshot;
import dev.tocsin.engine.builtin.PipelineFacts;
import dev.tocsin.engine.builtin.PipelineFacts.Count;
import dev.tocsin.engine.builtin.PipelineFacts.RuleUse;
import dev.tocsin.engine.builtin.PipelineWatch;
import dev.tocsin.engine.builtin.Tally;
import dev.tocsin.engine.cursor.PartitionCursor;
import dev.tocsin.engine.cursor.PartitionCursors;
import dev.tocsin.engine.cursor.PartitionId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every {@link PipelineWatch} promises. */
public abstract class PipelineWatchContract {
  private static final Instant T = Instant.parse("2026-11-21T10:00:30.125Z");
  private static final String TOPIC = "metrics";
  private static final PartitionId P0 = new PartitionId(TOPIC, 0);
  private static final PartitionId P1 = new PartitionId(TOPIC, 1);
  private static final RuleId R = new RuleId("r");
  private static final RuleId S = new RuleId("s");

  /** The store under test, empty; always the same one within a test. */
  protected abstract PipelineWatch watch();

  /** The cursors beside it. */
  protected abstract PartitionCursors cursors();

  private PipelineFacts facts(Instant now) {
    return watch().facts(List.of(TOPIC), BuiltInSettings.DEFAULT, now);
  }

  private static Tally records(long records, long rejected, long samples) {
    return new Tally(records, rejected, samples, 0, Map.of(), Map.of());
  }

  @Test
  void claim_neverEvaluated_isTheEpochAndThenTheTimeOfTheLast() {
    assertThat(watch().claim()).contains(Instant.EPOCH);
    watch().evaluated(T);
    watch().evaluated(T.plusSeconds(15));
    assertThat(watch().claim()).contains(T.plusSeconds(15));
    assertThat(facts(T.plusSeconds(99)).since()).isEqualTo(T);
  }

  @Test
  void facts_nothingStored_areNone() {
    PipelineFacts facts = facts(T);
    assertThat(facts.since()).isEqualTo(T);
    assertThat(facts.partitions()).isEmpty();
    assertThat(facts.rules()).isEmpty();
    assertThat(facts.counts()).containsExactly(new Count(BuiltIn.SAMPLES_LATE, "", 0, 0));
  }

  @Test
  void saw_sameEndAgain_hasNotGrown() {
    cursors().introduce(List.of(P0, P1, new PartitionId("other", 0)));
    watch().saw(List.of(new LogSnapshot(P1, 3, 3, 0), new LogSnapshot(P0, 0, 7, 2)), T);
    watch()
        .saw(
            List.of(new LogSnapshot(P0, 0, 7, 0), new LogSnapshot(P1, 3, 4, 0)), T.plusSeconds(60));

    assertThat(facts(T).partitions())
        .containsExactly(
            new PipelineFacts.Partition(
                PartitionCursor.start(P0), Optional.of(T), Optional.of(T.plusSeconds(60)), 0),
            new PipelineFacts.Partition(
                PartitionCursor.start(P1),
                Optional.of(T.plusSeconds(60)),
                Optional.of(T.plusSeconds(60)),
                0));
    assertThat(watch().seen(List.of(P1))).containsExactly(new LogSnapshot(P1, 3, 4, 0));
  }

  @Test
  void saw_endMovedBack_hasGrownAndIsAhead() {
    cursors().introduce(List.of(P0));
    watch().saw(List.of(new LogSnapshot(P0, 0, 7, 0)), T);
    watch().saw(List.of(new LogSnapshot(P0, 0, 2, 5)), T.plusSeconds(60));
    assertThat(facts(T).partitions())
        .singleElement()
        .satisfies(found -> {
          assertThat(found.ahead()).isEqualTo(5);
          assertThat(found.grewAt()).contains(T.plusSeconds(60));
        });
  }

  @Test
  void saw_sameEndWithUncommitted_isHeldSinceItWasFirstSeen() {
    cursors().introduce(List.of(P0));
    assertThat(heldAfter(7, 0, 0)).isEmpty();
    assertThat(heldAfter(7, 2, 10)).contains(T.plusSeconds(10));
    assertThat(heldAfter(7, 5, 20)).contains(T.plusSeconds(10));
    // Another transaction, since this one has ended.
    assertThat(heldAfter(12, 1, 30)).contains(T.plusSeconds(30));
    assertThat(heldAfter(12, 1, 40)).contains(T.plusSeconds(30));
    assertThat(heldAfter(13, 0, 50)).isEmpty();
  }

  private Optional<Instant> heldAfter(long end, long uncommitted, long seconds) {
    watch().saw(List.of(new LogSnapshot(P0, 0, end, 0, uncommitted)), T.plusSeconds(seconds));
    return facts(T).partitions().getFirst().heldSince();
  }

  @Test
  void facts_partitionNeverLookedAt_isKnownByItsCursor() {
    cursors().introduce(List.of(P0));
    watch().saw(List.of(), T);
    assertThat(facts(T).partitions())
        .containsExactly(
            new PipelineFacts.Partition(
                PartitionCursor.start(P0), Optional.empty(), Optional.empty(), 0));
  }

  @Test
  void count_severalTimes_addsUpWithinEachWindow() {
    watch().count("metrics-0", Optional.of(TOPIC), records(100, 1, 99), T.minusSeconds(700));
    watch().count("metrics-0", Optional.of(TOPIC), records(10, 2, 8), T.minusSeconds(60));
    watch().count("metrics-0", Optional.of(TOPIC), records(10, 0, 10), T.minusSeconds(59));
    watch().count("metrics-1", Optional.of(TOPIC), records(5, 0, 5), T);
    watch()
        .count(
            "metrics-1",
            Optional.of(TOPIC),
            new Tally(1, 0, 1, 3, Map.of(R, 4L), Map.of(R, 2L)),
            T);
    watch()
        .count(
            "shard 7",
            Optional.empty(),
            new Tally(0, 0, 0, 0, Map.of(R, 1L, S, 1L), Map.of(S, 5L)),
            T);
    watch().count("shard 8", Optional.empty(), new Tally(0, 0, 0, 0, Map.of(), Map.of()), T);

    assertThat(facts(T).counts())
        .containsExactlyInAnyOrder(
            new Count(BuiltIn.RECORDS_REJECTED, TOPIC, 2, 26),
            new Count(BuiltIn.SAMPLES_LATE, "", 6, 24),
            new Count(BuiltIn.RULE_TOO_WIDE, "r", 2, 0),
            new Count(BuiltIn.RULE_TOO_WIDE, "s", 5, 0),
            new Count(BuiltIn.SERIES_IN_SEVERAL_PARTITIONS, TOPIC, 3, 0));
  }

  @Test
  void rules_comeMatchAndGo() {
    watch().inForce(List.of(R, S), T);
    watch().matched(List.of(S), T.plusSeconds(5));
    watch().matched(List.of(S), T.plusSeconds(3));
    watch().inForce(List.of(R, S), T.plusSeconds(60));
    assertThat(facts(T).rules())
        .containsExactly(
            new RuleUse(R, T, Optional.empty()), new RuleUse(S, T, Optional.of(T.plusSeconds(5))));
    watch().inForce(List.of(S), T.plusSeconds(70));
    assertThat(facts(T).rules()).containsExactly(new RuleUse(S, T, Optional.of(T.plusSeconds(5))));
  }
}
