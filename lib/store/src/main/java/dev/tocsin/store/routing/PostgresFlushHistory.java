package dev.tocsin.store.routing;

import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.routing.group.FlushHistory;
import dev.tocsin.routing.group.FlushRecord;
import dev.tocsin.store.Sql;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** Decisions as rows of daily partitions. */
@Singleton
final class PostgresFlushHistory implements FlushHistory {
  private static final String SELECT =
      """
      SELECT group_id, flush, integration, recorded_at, notifies, reason, causes, firing, resolved,
             muted
      FROM flush_decision
      """;

  private final Sql sql;

  PostgresFlushHistory(Sql sql) {
    this.sql = sql;
  }

  void append(Collection<FlushRecord> records) {
    sql.of(
            """
            INSERT INTO flush_decision (
              group_id, flush, integration, recorded_at, notifies, reason, causes, firing, resolved,
              muted)
            SELECT group_id, flush, integration, recorded_at, notifies, reason, causes::text[],
                   firing::bigint[], resolved::bigint[], muted::bigint[]
            FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?) AS d (
              group_id, flush, integration, recorded_at, notifies, reason, causes, firing, resolved,
              muted)
            """)
        .each(records, UUID[]::new, FlushRecord::group)
        .each(records, Long[]::new, FlushRecord::flush)
        .each(records, String[]::new, FlushRecord::integration)
        .each(records, Instant[]::new, FlushRecord::at)
        .each(records, Boolean[]::new, FlushRecord::notifies)
        .each(records, String[]::new, FlushRecord::reason)
        .each(records, String[]::new, record -> ArrayLiteral.ofTexts(record.causes()))
        .each(records, String[]::new, record -> ArrayLiteral.of(record.firing()))
        .each(records, String[]::new, record -> ArrayLiteral.of(record.resolved()))
        .each(records, String[]::new, record -> ArrayLiteral.of(record.muted()))
        .update();
  }

  @Override
  public List<FlushRecord> ofGroup(UUID group, Instant before, int limit) {
    return newest("group_id = ?", group, before, limit);
  }

  @Override
  public List<FlushRecord> ofIntegration(String integration, Instant before, int limit) {
    return newest("integration = ?", integration, before, limit);
  }

  @Override
  public List<FlushRecord> ofAlert(
      Collection<UUID> groups, Fingerprint alert, Instant before, int limit) {
    return sql.of(
            SELECT
                + """
                WHERE group_id = ANY (?) AND recorded_at < ?
                  AND (firing @> ARRAY[?::bigint] OR resolved @> ARRAY[?::bigint]
                    OR muted @> ARRAY[?::bigint])
                ORDER BY recorded_at DESC, group_id, flush DESC, integration LIMIT ?
                """)
        .with(groups.toArray(UUID[]::new))
        .with(before)
        .with(alert.value())
        .with(alert.value())
        .with(alert.value())
        .with(limit)
        .rows(PostgresFlushHistory::read);
  }

  private List<FlushRecord> newest(String condition, Object key, Instant before, int limit) {
    return sql.of(
            SELECT
                + "WHERE "
                + condition
                + """
                 AND recorded_at < ?
                ORDER BY recorded_at DESC, group_id, flush DESC, integration LIMIT ?
                """)
        .with(key)
        .with(before)
        .with(limit)
        .rows(PostgresFlushHistory::read);
  }

  private static FlushRecord read(ResultSet row) throws SQLException {
    return new FlushRecord(
        row.getObject("group_id", UUID.class),
        row.getLong("flush"),
        row.getString("integration"),
        Sql.instant(row, "recorded_at"),
        row.getBoolean("notifies"),
        row.getString("reason"),
        ArrayLiteral.texts(row, "causes"),
        ArrayLiteral.fingerprints(row, "firing").toList(),
        ArrayLiteral.fingerprints(row, "resolved").toList(),
        ArrayLiteral.fingerprints(row, "muted").toList());
  }
}
