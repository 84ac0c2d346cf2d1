package dev.tocsin.store.cursor;

import dev.tocsin.core.outbox.Transactions;
import dev.tocsin.engine.cursor.PartitionCursor;
import dev.tocsin.engine.cursor.PartitionCursors;
import dev.tocsin.engine.cursor.PartitionId;
import dev.tocsin.store.Sql;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Partition cursors as rows; the lock of a cursor is the lock of its row. */
@Singleton
final class PostgresPartitionCursors implements PartitionCursors {
  private static final String SELECT =
      """
      SELECT topic, partition, next_offset, event_time, caught_up_at
      FROM partition_cursor
      """;

  private final Sql sql;
  private final Transactions transactions;

  PostgresPartitionCursors(Sql sql, Transactions transactions) {
    this.sql = sql;
    this.transactions = transactions;
  }

  @Override
  public PartitionCursor lock(PartitionId id) {
    return transactions.inOne(() ->
        lockIfThere(id)
            .orElseGet(() -> {
              introduce(List.of(id));
              return lockIfThere(id).orElseThrow();
            }));
  }

  private Optional<PartitionCursor> lockIfThere(PartitionId id) {
    return sql.of(SELECT + "WHERE topic = ? AND partition = ? FOR UPDATE")
        .with(id.topic())
        .with(id.partition())
        .first(PostgresPartitionCursors::read);
  }

  @Override
  public void lockAll() {
    sql.of("SELECT partition FROM partition_cursor ORDER BY topic, partition FOR UPDATE")
        .rows(row -> row.getInt("partition"));
  }

  @Override
  public void save(PartitionCursor cursor) {
    sql.of(
            """
            UPDATE partition_cursor
            SET next_offset = ?, event_time = ?, caught_up_at = ?
            WHERE topic = ? AND partition = ?
            """)
        .with(cursor.nextOffset())
        .with(cursor.eventTime().orElse(null))
        .with(cursor.caughtUpAt().orElse(null))
        .with(cursor.id().topic())
        .with(cursor.id().partition())
        .update();
  }

  @Override
  public void introduce(Collection<PartitionId> ids) {
    among(
            sql.of(
                """
                INSERT INTO partition_cursor (topic, partition, next_offset)
                SELECT t, p, 0 FROM unnest(?, ?) AS known (t, p)
                ON CONFLICT (topic, partition) DO NOTHING
                """),
            ids)
        .update();
  }

  @Override
  public void caughtUp(PartitionId id, long nextOffset, Instant clock) {
    sql.of(
            """
            UPDATE partition_cursor SET caught_up_at = ?
            WHERE topic = ? AND partition = ? AND next_offset = ?
              AND (caught_up_at IS NULL OR caught_up_at < ?)
            """)
        .with(clock)
        .with(id.topic())
        .with(id.partition())
        .with(nextOffset)
        .with(clock)
        .update();
  }

  @Override
  public List<PartitionCursor> all() {
    return sql.of(SELECT + "ORDER BY topic, partition").rows(PostgresPartitionCursors::read);
  }

  private static Sql.Call among(Sql.Call call, Collection<PartitionId> ids) {
    TreeSet<PartitionId> ordered = new TreeSet<>(ids);
    return call.each(ordered, String[]::new, PartitionId::topic)
        .each(ordered, Integer[]::new, PartitionId::partition);
  }

  private static PartitionCursor read(ResultSet row) throws SQLException {
    return new PartitionCursor(
        new PartitionId(row.getString("topic"), row.getInt("partition")),
        row.getLong("next_offset"),
        Sql.optionalInstant(row, "event_time"),
        Sql.optionalInstant(row, "caught_up_at"));
  }
}
