package dev.tocsin.store.routing;

import dev.tocsin.core.label.Labels;
import dev.tocsin.routing.change.Change;
import dev.tocsin.routing.change.ChangePosition;
import dev.tocsin.routing.change.Changes;
import dev.tocsin.store.JsonText;
import dev.tocsin.store.Sql;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Changes as rows of daily partitions, which triggers of the tables write that change: no writer
 * can forget to.
 */
@Singleton
final class PostgresChanges implements Changes {
  private final Sql sql;
  private final JsonText json;

  PostgresChanges(Sql sql, JsonText json) {
    this.sql = sql;
    this.json = json;
  }

  @Override
  public ChangePosition newest(Instant now) {
    return sql.of("SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS xmin")
        .first(row -> new ChangePosition(Long.parseLong(row.getString("xmin")), 0, now))
        .orElseThrow();
  }

  @Override
  public List<Change> between(ChangePosition after, ChangePosition before, int limit) {
    return sql.of(
            """
            SELECT xid::text AS transaction, id, recorded_at, topic, what, labels, body
            FROM change_event
            WHERE (xid, id) > (?::text::xid8, ?) AND (xid, id) <= (?::text::xid8, ?)
            ORDER BY xid, id LIMIT ?
            """)
        .with(Long.toString(after.transaction()))
        .with(after.number())
        .with(Long.toString(before.transaction()))
        .with(before.number())
        .with(limit)
        .rows(this::read);
  }

  private Change read(ResultSet row) throws SQLException {
    Instant at = Sql.instant(row, "recorded_at");
    return new Change(
        new ChangePosition(Long.parseLong(row.getString("transaction")), row.getLong("id"), at),
        at,
        row.getString("topic"),
        row.getString("what"),
        Optional.ofNullable(row.getString("labels")).map(json::read).map(Labels::of),
        row.getString("body"));
  }
}
