package dev.tocsin.evaluator.watermark;

import dev.tocsin.core.outbox.Transactions;
import dev.tocsin.core.setting.BuiltIn;
import dev.tocsin.engine.builtin.LogSnapshot;
import dev.tocsin.engine.builtin.PipelineWatch;
import dev.tocsin.engine.cursor.PartitionCursor;
import dev.tocsin.engine.cursor.PartitionCursors;
import dev.tocsin.engine.cursor.PartitionId;
import dev.tocsin.evaluator.setting.EvaluatorSettings;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notes what the logs hold, and lets the time of partitions that are read to their end go on with
 * the clock. That of one whose cursor is ahead of its log stands still: what it holds is not read.
 */
@Singleton
@Requires(beans = LogEnds.class)
public class RecordLogEnds {
  private static final Logger LOG = LoggerFactory.getLogger(RecordLogEnds.class);

  private final LogEnds log;
  private final PartitionCursors cursors;
  private final PipelineWatch watch;
  private final Transactions transactions;
  private final EvaluatorSettings settings;
  private final InstantSource clock;
  private final HeldPartitions held =
      new HeldPartitions(LOG, BuiltIn.TRANSACTION_OPEN.defaults().window());

  RecordLogEnds(
      LogEnds log,
      PartitionCursors cursors,
      PipelineWatch watch,
      Transactions transactions,
      EvaluatorSettings settings,
      InstantSource clock) {
    this.log = log;
    this.cursors = cursors;
    this.watch = watch;
    this.transactions = transactions;
    this.settings = settings;
    this.clock = clock;
  }

  public void run() {
    // The clock is read before the log is asked: what is appended afterwards is later than it.
    Instant now = clock.instant();
    List<PartitionId> partitions = log.partitions(settings.topics());
    cursors.introduce(partitions);
    Map<PartitionId, Long> nextOffsets =
        cursors.all().stream()
            .filter(cursor -> partitions.contains(cursor.id()))
            .collect(Collectors.toMap(PartitionCursor::id, PartitionCursor::nextOffset));
    List<LogEnds.Look> looks = log.look(nextOffsets);
    List<LogSnapshot> seen = looks.stream().map(LogEnds.Look::log).toList();
    held.saw(seen, now);
    watch.saw(seen, now);
    Set<PartitionId> atEnd =
        looks.stream()
            .filter(LogEnds.Look::readToTheEnd)
            .map(look -> look.log().id())
            .collect(Collectors.toSet());
    transactions.run(() -> save(nextOffsets, atEnd, now));
  }

  private void save(Map<PartitionId, Long> nextOffsets, Set<PartitionId> atEnd, Instant now) {
    new TreeMap<>(nextOffsets)
        .forEach((partition, next) -> {
          if (atEnd.contains(partition)) {
            cursors.caughtUp(partition, next, now);
          }
        });
  }
}
