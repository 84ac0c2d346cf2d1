package dev.tocsin.store.routing;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import dev.tocsin.routing.flush.NotificationLog;
import dev.tocsin.routing.group.Notified;
import dev.tocsin.store.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What integrations were last notified of, as rows. */
final class NotificationLogs {
  private static final String SELECT =
      """
      SELECT l.group_id, l.integration, l.firing, l.resolved, l.open, l.at, l.expires_at
      """;

  private final Sql sql;

  NotificationLogs(Sql sql) {
    this.sql = sql;
  }

  /** Of each group what its integrations know, by their keys. */
  Map<UUID, Map<String, NotificationLog>> find(Collection<UUID> groups, Instant now) {
    return sql
        .of(
            SELECT
                + """
                FROM unnest(?) AS g (id) CROSS JOIN LATERAL (
                  SELECT * FROM notification_log WHERE group_id = g.id OFFSET 0) AS l
                WHERE l.expires_at > ?
                """)
        .with(groups.toArray(UUID[]::new))
        .with(now)
        .rows(NotificationLogs::read)
        .stream()
        .collect(groupingBy(Notified::group, toMap(Notified::integration, Notified::log)));
  }

  Optional<NotificationLog> find(UUID group, String integration, Instant now) {
    return sql.of(
            SELECT
                + """
                FROM notification_log AS l
                WHERE l.group_id = ? AND l.integration = ? AND l.expires_at > ?
                """)
        .with(group)
        .with(integration)
        .with(now)
        .first(NotificationLogs::read)
        .map(Notified::log);
  }

  void save(Collection<Notified> notified) {
    sql.of(
            """
            INSERT INTO notification_log (
              group_id, integration, firing, resolved, open, at, expires_at)
            SELECT group_id, integration, firing::bigint[], resolved::bigint[], open::bigint[], at,
                   expires_at
            FROM unnest(?, ?, ?, ?, ?, ?, ?) AS l (
              group_id, integration, firing, resolved, open, at, expires_at)
            ORDER BY group_id, integration COLLATE "C"
            ON CONFLICT (group_id, integration) DO UPDATE SET
              firing = excluded.firing, resolved = excluded.resolved, open = excluded.open,
              at = excluded.at, expires_at = excluded.expires_at
            """)
        .each(notified, UUID[]::new, Notified::group)
        .each(notified, String[]::new, Notified::integration)
        .each(notified, String[]::new, one -> ArrayLiteral.of(one.log().firing()))
        .each(notified, String[]::new, one -> ArrayLiteral.of(one.log().resolved()))
        .each(notified, String[]::new, one -> ArrayLiteral.of(one.log().open()))
        .each(notified, Instant[]::new, one -> one.log().at())
        .each(notified, Instant[]::new, Notified::expiresAt)
        .update();
  }

  private static Notified read(ResultSet row) throws SQLException {
    return new Notified(
        row.getObject("group_id", UUID.class),
        row.getString("integration"),
        new NotificationLog(
            ArrayLiteral.fingerprints(row, "firing").collect(toSet()),
            ArrayLiteral.fingerprints(row, "resolved").collect(toSet()),
            ArrayLiteral.fingerprints(row, "open").collect(toSet()),
            Sql.instant(row, "at")),
        Sql.instant(row, "expires_at"));
  }
}
