package dev.tocsin.store.cursor;

import dev.tocsin.core.cursor.GridCursors;
import dev.tocsin.core.outbox.Transactions;
import dev.tocsin.store.Sql;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Grid cursors as rows; a claim is a row lock that does not wait. */
@Singleton
public final class PostgresGridCursors implements GridCursors {
  private final Sql sql;
  private final Transactions transactions;

  public PostgresGridCursors(Sql sql, Transactions transactions) {
    this.sql = sql;
    this.transactions = transactions;
  }

  @Override
  public Optional<Instant> claim(String group, int shard) {
    return transactions.inOne(() -> {
      Optional<Instant> claimed = claimIfThere(group, shard);
      if (claimed.isPresent() || create(group, shard)) {
        return Optional.of(claimed.orElse(Instant.EPOCH));
      }
      // Another transaction holds the row, or has made it since the first look.
      return claimIfThere(group, shard);
    });
  }

  private Optional<Instant> claimIfThere(String group, int shard) {
    return sql.of(
            """
            SELECT judged_until FROM grid_cursor
            WHERE rule_group = ? AND shard = ?
            FOR UPDATE SKIP LOCKED
            """)
        .with(group)
        .with(shard)
        .first(row -> Sql.instant(row, "judged_until"));
  }

  private boolean create(String group, int shard) {
    return sql.of(
                """
                INSERT INTO grid_cursor (rule_group, shard, judged_until) VALUES (?, ?, ?)
                ON CONFLICT (rule_group, shard) DO NOTHING
                """)
            .with(group)
            .with(shard)
            .with(Instant.EPOCH)
            .update()
        == 1;
  }

  @Override
  public void judged(String group, Collection<Integer> shards, Instant gridPoint) {
    sql.of(
            """
            INSERT INTO grid_cursor (rule_group, shard, judged_until)
            SELECT ?, shard, ? FROM unnest(?) AS s (shard)
            ON CONFLICT (rule_group, shard) DO UPDATE SET judged_until = excluded.judged_until
            WHERE grid_cursor.judged_until < excluded.judged_until
            """)
        .with(group)
        .with(gridPoint)
        .with(new TreeSet<>(shards).toArray(Integer[]::new))
        .update();
  }

  @Override
  public Map<Integer, Instant> judged(String group) {
    return sql
        .of("SELECT shard, judged_until FROM grid_cursor WHERE rule_group = ? AND judged_until > ?")
        .with(group)
        .with(Instant.EPOCH)
        .rows(row -> Map.entry(row.getInt("shard"), Sql.instant(row, "judged_until")))
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
