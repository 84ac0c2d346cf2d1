package dev.tocsin.store.alert;

import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.engine.alert.AlertEvent;
import dev.tocsin.engine.alert.AlertHistory;
import dev.tocsin.store.Sql;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** The history as rows of daily partitions. */
@Singleton
final class PostgresAlertHistory implements AlertHistory {
  private final Sql sql;

  PostgresAlertHistory(Sql sql) {
    this.sql = sql;
  }

  @Override
  public void append(Collection<AlertEvent> events) {
    if (events.isEmpty()) {
      return;
    }
    sql.of(
            """
            INSERT INTO alert_event (
              event_id, alert_id, fingerprint, seq, kind, at, recorded_at, body)
            SELECT event_id, alert_id, fingerprint, seq, kind, at, recorded_at, body::json
            FROM unnest(?, ?, ?, ?, ?, ?, ?, ?) AS e (
              event_id, alert_id, fingerprint, seq, kind, at, recorded_at, body)
            """)
        .each(events, UUID[]::new, AlertEvent::eventId)
        .each(events, UUID[]::new, AlertEvent::alertId)
        .each(events, Long[]::new, event -> event.fingerprint().value())
        .each(events, Long[]::new, AlertEvent::seq)
        .each(events, String[]::new, AlertEvent::kind)
        .each(events, Instant[]::new, AlertEvent::at)
        .each(events, Instant[]::new, AlertEvent::recordedAt)
        .each(events, String[]::new, AlertEvent::body)
        .update();
  }

  @Override
  public List<AlertEvent> of(UUID alertId) {
    return sql.of(
            """
            SELECT event_id, alert_id, fingerprint, seq, kind, at, recorded_at, body
            FROM alert_event
            WHERE alert_id = ?
            ORDER BY seq, recorded_at, event_id
            """)
        .with(alertId)
        .rows(PostgresAlertHistory::read);
  }

  private static AlertEvent read(ResultSet row) throws SQLException {
    return new AlertEvent(
        row.getObject("event_id", UUID.class),
        row.getObject("alert_id", UUID.class),
        new Fingerprint(row.getLong("fingerprint")),
        row.getLong("seq"),
        row.getString("kind"),
        Sql.instant(row, "at"),
        Sql.instant(row, "recorded_at"),
        row.getString("body"));
  }
}
