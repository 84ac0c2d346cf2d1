package dev.tocsin.testkit.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.identity.RuleId;
import dev.tocsin.core.label.Labels;
import dev.tocsin.core.setting.BuiltIn;
import dev.tocsin.core.setting.BuiltInSettings;
import dev.tocsin.engine.builtin.LogSnapshot;
import dev.tocsin.engine.builtin.PipelineFacts;
import dev.tocsin.engine.builtin.PipelineFacts.Count;
import dev.tocsin.engine.builtin.PipelineFacts.Producer;
import dev.tocsin.engine.builtin.PipelineFacts.RuleUse;
import dev.tocsin.engine.builtin.PipelineWatch;
import dev.tocsin.engine.builtin.Tally;
import dev.tocsin.engine.cursor.DeviatingProducer;
import dev.tocsin.engine.cursor.PartitionCursor;
import dev.tocsin.engine.cursor.PartitionCursors;
import dev.tocsin.engine.cursor.PartitionId;
import dev.tocsin.engine.rule.Ignored;
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

  private static final Labels OF_TOPIC = Labels.of("topic", TOPIC);

  private PipelineFacts facts(Instant now) {
    return watch().facts(List.of(TOPIC), BuiltInSettings.DEFAULT, now);
  }

  private static Tally records(long records, long rejected, long samples) {
    return new Tally(records, rejected, samples, 0, 0, Map.of(), Map.of());
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
    assertThat(facts.counts()).isEmpty();
    assertThat(facts.producers()).isEmpty();
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
            new Tally(1, 0, 1, 3, 4, Map.of(R, new Ignored(7, 8, 2)), Map.of(R, 1L)),
            T);
    watch()
        .count(
            "shard 7",
            Optional.empty(),
            new Tally(
                0,
                0,
                0,
                0,
                0,
                Map.of(R, new Ignored(1, 0, 0), S, new Ignored(0, 0, 5)),
                Map.of(R, 2L)),
            T);
    watch().count("shard 8", Optional.empty(), new Tally(0, 0, 0, 0, 0, Map.of(), Map.of()), T);

    assertThat(facts(T).counts())
        .containsExactlyInAnyOrder(
            new Count(BuiltIn.RECORDS_REJECTED, OF_TOPIC, 2, 26),
            new Count(BuiltIn.SAMPLES_LATE, subject(P0), 0, 18),
            new Count(BuiltIn.SAMPLES_LATE, subject(P1), 4, 6),
            new Count(BuiltIn.RULE_TOO_WIDE, Labels.of("about_rule", "r"), 2, 0),
            new Count(BuiltIn.RULE_TOO_WIDE, Labels.of("about_rule", "s"), 5, 0),
            new Count(BuiltIn.NO_DATA_TOO_EARLY, Labels.of("about_rule", "r"), 3, 0),
            new Count(BuiltIn.SERIES_IN_SEVERAL_PARTITIONS, OF_TOPIC, 3, 0));
  }

  private static Labels subject(PartitionId partition) {
    return Labels.of(
        "topic", partition.topic(), "partition", Integer.toString(partition.partition()));
  }

  @Test
  void deviating_seenAgain_goesOnSinceItWasFirstSeen() {
    watch().deviating(P0, List.of(ahead("web-1", 3, 40_000), ahead("web-2", 1, 90_000)), T);
    watch().deviating(P0, List.of(ahead("web-1", 4, 20_000)), T.plusSeconds(60));
    watch().deviating(P1, List.of(ahead("web-1", 5, 30_000)), T.plusSeconds(60));

    assertThat(facts(T.plusSeconds(61)).producers())
        .containsExactly(
            new Producer(P0, T, T.plusSeconds(60), ahead("web-1", 7, 20_000)),
            new Producer(P0, T, T, ahead("web-2", 1, 90_000)),
            new Producer(P1, T.plusSeconds(60), T.plusSeconds(60), ahead("web-1", 5, 30_000)));
    assertThat(facts(T.plusSeconds(601)).producers())
        .as("those seen within the window of their alert")
        .hasSize(2);
  }

  @Test
  void deviating_afterAWhileWithout_beginsAnew() {
    watch().deviating(P0, List.of(ahead("web-1", 3, 40_000)), T);
    Instant later = T.plusSeconds(3_601);
    watch().deviating(P0, List.of(ahead("web-1", 1, 10_000)), later);
    assertThat(facts(later).producers())
        .containsExactly(new Producer(P0, later, later, ahead("web-1", 1, 10_000)));
  }

  @Test
  void deviating_moreThanAreKept_leavesTheWorst() {
    for (int number = 0; number < 60; number++) {
      watch().deviating(P0, List.of(ahead("web-" + number, 1, 20_000 + number)), T);
    }
    assertThat(facts(T).producers())
        .hasSize(50)
        .extracting(producer -> producer.last().most())
        .contains(20_059L)
        .doesNotContain(20_000L);
  }

  @Test
  void deviating_aLongName_isCut() {
    watch().deviating(P0, List.of(ahead("x".repeat(1_024), 1, 20_000)), T);
    assertThat(facts(T).producers())
        .extracting(producer -> producer.last().name().length())
        .containsExactly(256);
  }

  private static DeviatingProducer ahead(String name, long samples, long most) {
    return new DeviatingProducer(DeviatingProducer.Kind.AHEAD, name, samples, most);
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
