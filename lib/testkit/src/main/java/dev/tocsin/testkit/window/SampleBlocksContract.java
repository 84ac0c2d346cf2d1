package dev.tocsin.testkit.window;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.tocsin.engine.cursor.PartitionId;
import dev.tocsin.engine.window.SampleBlock;
import dev.tocsin.engine.window.SampleBlocks;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every {@link SampleBlocks} promises. */
public abstract class SampleBlocksContract {
  private static final Instant T = Instant.parse("2026-11-21T10:00:00.125Z");
  private static final Duration SHORT = Duration.ofSeconds(15);
  private static final Duration LONG = Duration.ofMinutes(6);

  /** The store under test, empty; always the same one within a test. */
  protected abstract SampleBlocks blocks();

  @Test
  void load_added_isInTheOrderOfStepsPartitionsAndOffsets() {
    SampleBlock third = block(LONG, 7, "a", 0, 0, T);
    SampleBlock second = block(SHORT, 7, "b", 0, 5, T);
    SampleBlock first = block(SHORT, 7, "a", 1, 200, T);
    SampleBlock start = block(SHORT, 7, "a", 1, 90, T);
    blocks().add(List.of(third, second, first, start, block(SHORT, 8, "a", 1, 90, T)));

    assertThat(blocks().load(7, List.of(), T.plusMillis(1)))
        .containsExactly(start, first, second, third);
    assertThat(blocks().load(7, List.of(SHORT), T.plusMillis(1))).containsExactly(third);
    assertThat(blocks().load(7, List.of(SHORT, LONG), T.plusMillis(1))).isEmpty();
  }

  @Test
  void load_passedNotBefore_isLeftOut() {
    blocks().add(List.of(block(SHORT, 7, "a", 0, 0, T)));

    assertThat(blocks().load(7, List.of(), T)).isEmpty();
    assertThat(blocks().shards(List.of(), T)).isEmpty();
  }

  @Test
  void shards_waiting_areThoseOfTheOtherSteps() {
    blocks()
        .add(
            List.of(
                block(SHORT, 7, "a", 0, 0, T),
                block(SHORT, 7, "a", 0, 1, T),
                block(LONG, 9, "a", 0, 0, T)));

    assertThat(blocks().shards(List.of(LONG), T.plusMillis(1))).containsExactly(7);
    assertThat(blocks().shards(List.of(), T.plusMillis(1))).containsExactlyInAnyOrder(7, 9);
  }

  @Test
  void remove_some_leavesTheOthersAndTheirPlacesFree() {
    SampleBlock stays = block(SHORT, 7, "a", 0, 10, T);
    SampleBlock goes = block(SHORT, 7, "a", 0, 0, T);
    blocks().add(List.of(stays, goes));
    blocks().remove(List.of(goes));
    blocks().remove(List.of());
    blocks().add(List.of());

    assertThat(blocks().load(7, List.of(), T.plusMillis(1))).containsExactly(stays);

    blocks().add(List.of(goes));
    assertThat(blocks().load(7, List.of(), T.plusMillis(1))).containsExactly(goes, stays);
  }

  private static SampleBlock block(
      Duration step, int shard, String topic, int partition, long offset, Instant passed) {
    return new SampleBlock(
        step,
        shard,
        new PartitionId(topic, partition),
        offset,
        passed,
        ByteString.copyFromUtf8(topic + "\0" + offset));
  }
}
