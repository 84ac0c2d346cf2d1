package dev.tocsin.testkit.window;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.tocsin.core.identity.RuleId;
import dev.tocsin.engine.window.WindowSnapshot;
import dev.tocsin.engine.window.WindowSnapshots;
import dev.tocsin.engine.rule.RulePart;
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
  protected abstract WindowSnapshots pages();

  @Test
  void load_saved_isWhatWasSaved() {
    WindowSnapshot rate = page(RATE, 3, 10, Optional.of(T));
    WindowSnapshot hour = page(HOUR, 3, 20, Optional.empty());
    pages().save(List.of(hour, rate, page(RATE, 4, 1, Optional.of(T))));

    assertThat(pages().load(3, List.of(RATE, HOUR, DAY))).containsExactlyInAnyOrder(rate, hour);
    assertThat(pages().load(3, List.of(DAY))).isEmpty();
    assertThat(pages().load(3, List.of())).isEmpty();
  }

  @Test
  void save_again_replacesAllOfThePage() {
    pages().save(List.of(page(RATE, 3, 10, Optional.of(T))));
    WindowSnapshot newer = page(RATE, 3, 11, Optional.empty());
    pages().save(List.of(newer));
    pages().save(List.of());

    assertThat(pages().load(3, List.of(RATE))).containsExactly(newer);
  }

  @Test
  void due_beforeATime_areTheRulesOfTheShard() {
    pages()
        .save(
            List.of(
                page(RATE, 3, 1, Optional.of(T)),
                page(HOUR, 3, 1, Optional.of(T.plusMillis(1))),
                page(DAY, 3, 1, Optional.empty()),
                page(DAY, 5, 1, Optional.of(T))));

    assertThat(pages().due(3, T.plusMillis(1))).containsExactly(RATE);
    assertThat(pages().due(3, T)).isEmpty();
    assertThat(pages().shardsDue(T.plusMillis(1))).containsExactlyInAnyOrder(3, 5);
  }

  @Test
  void remove_rules_isOfTheShardOrOfAll() {
    pages()
        .save(
            List.of(
                page(RATE, 3, 1, Optional.of(T)),
                page(HOUR, 3, 1, Optional.of(T)),
                page(HOUR, 4, 1, Optional.of(T)),
                page(DAY, 4, 1, Optional.of(T))));

    pages().remove(3, List.of(HOUR));
    assertThat(pages().load(3, List.of(RATE, HOUR))).hasSize(1);
    assertThat(pages().load(4, List.of(HOUR))).hasSize(1);

    pages().removeRules(List.of(HOUR.rule()));
    assertThat(pages().load(4, List.of(HOUR, DAY))).isEmpty();
    assertThat(pages().load(3, List.of(RATE))).hasSize(1);
  }

  @Test
  void keysOutside_aShard_areTheSumOfTheOthers() {
    pages()
        .save(
            List.of(
                page(RATE, 3, 5, Optional.of(T)),
                page(RATE, 4, 7, Optional.of(T)),
                page(RATE, 5, 11, Optional.of(T)),
                page(HOUR, 4, 2, Optional.of(T))));

    assertThat(pages().keysOutside(3, List.of(RATE, DAY))).isEqualTo(Map.of(RATE, 18));
  }

  private static WindowSnapshot page(RulePart rule, int shard, int keys, Optional<Instant> next) {
    return new WindowSnapshot(
        rule,
        shard,
        ByteString.copyFrom(new byte[] {0, (byte) keys, -1}),
        keys,
        next,
        LocalDate.of(2026, 11, 21));
  }
}
