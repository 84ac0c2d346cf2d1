package dev.tocsin.testkit.cursor;

import dev.tocsin.core.cursor.GridCursors;
import dev.tocsin.testkit.outbox.InMemoryTransactions;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Grid cursors in memory. A transaction holds them all, so that a claim waits and succeeds. */
public final class InMemoryGridCursors implements GridCursors {
  private final InMemoryTransactions transactions;
  private Map<Shard, Instant> judged = new HashMap<>();

  public InMemoryGridCursors(InMemoryTransactions transactions) {
    this.transactions = transactions;
    transactions.enlist(() -> {
      Map<Shard, Instant> copy = new HashMap<>(judged);
      return () -> judged = copy;
    });
  }

  @Override
  public Optional<Instant> claim(String group, int shard) {
    return transactions.inOne(
        () -> Optional.of(judged.getOrDefault(new Shard(group, shard), Instant.EPOCH)));
  }

  @Override
  public void judged(String group, Collection<Integer> shards, Instant gridPoint) {
    transactions.inOne(() -> {
      shards.forEach(shard ->
          judged.merge(
              new Shard(group, shard),
              gridPoint,
              (old, given) -> given.isAfter(old) ? given : old));
      return shards.size();
    });
  }

  @Override
  public Map<Integer, Instant> judged(String group) {
    return transactions.inOne(() ->
        judged.entrySet().stream()
            .filter(entry -> entry.getKey().group().equals(group))
            .collect(Collectors.toMap(entry -> entry.getKey().shard(), Map.Entry::getValue)));
  }

  private record Shard(String group, int shard) {}
}
