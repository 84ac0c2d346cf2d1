package dev.tocsin.store.routing;

import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.label.Labels;
import dev.tocsin.routing.event.AlertEvent;
import dev.tocsin.routing.event.AlertEvents;
import dev.tocsin.store.JsonText;
import dev.tocsin.store.Sql;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** Events as rows of daily partitions. */
@Singleton
final class PostgresAlertEvents implements AlertEvents {
  private final Sql sql;
  private final JsonText json;

  PostgresAlertEvents(Sql sql, JsonText json) {
    this.sql = sql;
    this.json = json;
  }

  @Override
  public void append(Collection<AlertEvent> events) {
    if (events.isEmpty()) {
      return;
    }
    sql.of(
            """
            INSERT INTO routed_alert_event (
              fingerprint, recorded_at, kind, labels, annotations, starts_at, ends_at)
            SELECT fingerprint, recorded_at, kind, labels::json, annotations::json, starts_at,
                   ends_at
            FROM unnest(?, ?, ?, ?, ?, ?, ?) AS e (
              fingerprint, recorded_at, kind, labels, annotations, starts_at, ends_at)
            ORDER BY fingerprint, recorded_at
            ON CONFLICT DO NOTHING
            """)
        .each(events, Long[]::new, event -> event.fingerprint().value())
        .each(events, Instant[]::new, AlertEvent::at)
        .each(events, String[]::new, event -> event.kind().code())
        .each(events, String[]::new, event -> json.write(event.labels().asMap()))
        .each(events, String[]::new, event -> json.write(event.annotations()))
        .each(events, Instant[]::new, AlertEvent::startsAt)
        .each(events, Instant[]::new, event -> event.endsAt().orElse(null))
        .update();
  }

  @Override
  public List<AlertEvent> of(Fingerprint alert, Instant before, int limit) {
    return sql.of(
            """
            SELECT recorded_at, kind, labels, annotations, starts_at, ends_at
            FROM routed_alert_event
            WHERE fingerprint = ? AND recorded_at < ?
            ORDER BY recorded_at DESC, array_position(
              ARRAY['overdue', 'end_changed', 'resolved', 'updated', 'started', 'timed_out'], kind)
            LIMIT ?
            """)
        .with(alert.value())
        .with(before)
        .with(limit)
        .rows(this::read);
  }

  private AlertEvent read(ResultSet row) throws SQLException {
    return new AlertEvent(
        Labels.of(json.read(row.getString("labels"))),
        AlertEvent.Kind.of(row.getString("kind")),
        Sql.instant(row, "recorded_at"),
        Sql.instant(row, "starts_at"),
        Sql.optionalInstant(row, "ends_at"),
        json.read(row.getString("annotations")));
  }
}
