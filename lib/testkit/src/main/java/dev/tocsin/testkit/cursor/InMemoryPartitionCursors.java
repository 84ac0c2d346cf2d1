package dev.tocsin.testkit.cursor;

import dev.tocsin.engine.cursor.PartitionCursor;
import dev.tocsin.engine.cursor.PartitionCursors;
import dev.tocsin.engine.cursor.PartitionId;
import dev.tocsin.testkit.outbox.InMemoryTransactions;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** Partition cursors in memory; a transaction holds them all. */
final class InMemoryPartitionCursors implements PartitionCursors {
  private final InMemoryTransactions transactions;
  private NavigableMap<PartitionId, PartitionCursor> cursors = new TreeMap<>();

  InMemoryPartitionCursors(InMemoryTransactions transactions) {
    this.transactions = transactions;
    transactions.enlist(() -> {
      NavigableMap<PartitionId, PartitionCursor> copy = new TreeMap<>(cursors);
      return () -> cursors = copy;
    });
  }

  @Override
  public PartitionCursor lock(PartitionId id) {
    return transactions.inOne(() -> cursors.computeIfAbsent(id, PartitionCursor::start));
  }

  @Override
  public void lockAll() {
    // A transaction holds them all.
  }

  @Override
  public void save(PartitionCursor cursor) {
    transactions.inOne(
        () -> Optional.ofNullable(cursors.computeIfPresent(cursor.id(), (id, old) -> cursor)));
  }

  @Override
  public void introduce(Collection<PartitionId> ids) {
    transactions.inOne(() -> {
      ids.forEach(id -> cursors.putIfAbsent(id, PartitionCursor.start(id)));
      return ids.size();
    });
  }

  @Override
  public void caughtUp(PartitionId id, long nextOffset, Instant clock) {
    transactions.inOne(() ->
        Optional.ofNullable(
            cursors.computeIfPresent(id, (key, cursor) -> caughtUp(cursor, nextOffset, clock))));
  }

  private static PartitionCursor caughtUp(PartitionCursor cursor, long nextOffset, Instant clock) {
    boolean stale = cursor.caughtUpAt().map(clock::isAfter).orElse(true);
    return cursor.nextOffset() == nextOffset && stale
        ? new PartitionCursor(cursor.id(), nextOffset, cursor.eventTime(), Optional.of(clock))
        : cursor;
  }

  @Override
  public List<PartitionCursor> all() {
    return transactions.inOne(() -> List.copyOf(cursors.values()));
  }
}
