package dev.tocsin.evaluator.builtin;

import dev.tocsin.core.outbox.Transactions;
import dev.tocsin.engine.builtin.LogSnapshot;
import dev.tocsin.engine.builtin.PipelineWatch;
import dev.tocsin.engine.cursor.PartitionCursor;
import dev.tocsin.engine.cursor.PartitionCursors;
import dev.tocsin.engine.cursor.PartitionId;
import dev.tocsin.engine.window.SampleBlocks;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts cursors back that are ahead of their topic, as the tick has last seen it. The time that the
 * partition has reached stays: it never goes back.
 */
@Singleton
public class ResetCursors {
  private static final Logger LOG = LoggerFactory.getLogger(ResetCursors.class);

  private final Transactions transactions;
  private final PartitionCursors cursors;
  private final SampleBlocks blocks;
  private final PipelineWatch watch;
  private final InstantSource clock;

  ResetCursors(
      Transactions transactions,
      PartitionCursors cursors,
      SampleBlocks blocks,
      PipelineWatch watch,
      InstantSource clock) {
    this.transactions = transactions;
    this.cursors = cursors;
    this.blocks = blocks;
    this.watch = watch;
    this.clock = clock;
  }

  /** Where a cursor is put. */
  public enum To {
    /** Before all that the log holds. */
    START,

    /** After it: what is there counts as taken. */
    END
  }

  /**
   * A cursor that was put back.
   *
   * @param from the offset of the record that it waited for
   * @param to the offset of the one that it waits for now
   */
  public record Reset(PartitionId partition, long from, long to) {}

  /**
   * Resets those of a topic's cursors that are ahead.
   *
   * @param partition only this one, if one is named
   */
  public List<Reset> run(String topic, Optional<Integer> partition, To to) {
    List<Reset> reset = transactions.inOne(() -> reset(topic, partition, to));
    reset.forEach(cursor ->
        LOG.warn(
            "the cursor of {} is put back from {} to {}",
            cursor.partition(),
            cursor.from(),
            cursor.to()));
    return reset;
  }

  private List<Reset> reset(String topic, Optional<Integer> partition, To to) {
    List<PartitionId> wanted =
        cursors.all().stream()
            .map(PartitionCursor::id)
            .filter(id -> id.topic().equals(topic))
            .filter(id -> partition.isEmpty() || partition.get() == id.partition())
            .toList();
    List<Reset> done = new ArrayList<>();
    for (LogSnapshot log : watch.seen(wanted)) {
      PartitionCursor cursor = cursors.lock(log.id());
      if (log.ahead() > 0 && cursor.nextOffset() > log.end()) {
        done.add(putBack(cursor, to == To.END ? log.end() : log.start()));
        watch.saw(List.of(new LogSnapshot(log.id(), log.start(), log.end(), 0)), clock.instant());
      }
    }
    return done;
  }

  private Reset putBack(PartitionCursor cursor, long next) {
    // What waits has offsets that come again.
    blocks.makeRoom(cursor.id());
    cursors.save(new PartitionCursor(cursor.id(), next, cursor.eventTime(), cursor.caughtUpAt()));
    return new Reset(cursor.id(), cursor.nextOffset(), next);
  }
}
