package dev.tocsin.store.routing;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.routing.response.ResponseTimer;
import dev.tocsin.routing.response.ResponseTimers;
import dev.tocsin.store.Sql;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Awaited reactions as rows. The caller's hold on their alerts is what orders their writers. */
@Singleton
final class PostgresResponseTimers implements ResponseTimers {
  private final Sql sql;

  PostgresResponseTimers(Sql sql) {
    this.sql = sql;
  }

  @Override
  public void save(Collection<ResponseTimer> timers) {
    if (timers.isEmpty()) {
      return;
    }
    sql.of(
            """
            INSERT INTO alert_response (fingerprint, since, look_at, overdue_at)
            SELECT fingerprint, since, look_at, overdue_at
            FROM unnest(?, ?, ?, ?) AS r (fingerprint, since, look_at, overdue_at)
            ORDER BY fingerprint
            ON CONFLICT (fingerprint) DO UPDATE SET
              since = excluded.since, look_at = excluded.look_at, overdue_at = excluded.overdue_at
            """)
        .each(timers, Long[]::new, timer -> timer.alert().value())
        .each(timers, Instant[]::new, ResponseTimer::since)
        .each(timers, Instant[]::new, timer -> timer.lookAt().orElse(null))
        .each(timers, Instant[]::new, timer -> timer.overdueAt().orElse(null))
        .update();
  }

  @Override
  public void remove(Collection<Fingerprint> alerts) {
    if (!alerts.isEmpty()) {
      sql.of("DELETE FROM alert_response WHERE fingerprint = ANY (?)")
          .each(alerts, Long[]::new, Fingerprint::value)
          .update();
    }
  }

  @Override
  public void lookAt(Collection<Fingerprint> alerts, Instant at) {
    if (!alerts.isEmpty()) {
      sql.of(
              """
              UPDATE alert_response SET look_at = ?, overdue_at = NULL WHERE fingerprint = ANY (?)
              """)
          .with(at)
          .each(alerts, Long[]::new, Fingerprint::value)
          .update();
    }
  }

  /** Rows that another transaction changes meanwhile are locked in the order of their keys. */
  @Override
  public void lookAtAll(Instant at) {
    sql.of(
            """
            WITH held AS MATERIALIZED (
              SELECT fingerprint FROM alert_response WHERE look_at IS NULL OR look_at > ?
              ORDER BY fingerprint FOR UPDATE)
            UPDATE alert_response AS r SET look_at = ?
            FROM held WHERE r.fingerprint = held.fingerprint
            """)
        .with(at)
        .with(at)
        .update();
  }

  @Override
  public List<Fingerprint> due(int limit, Instant now) {
    return sql.of(
            "SELECT fingerprint FROM alert_response WHERE look_at <= ? ORDER BY look_at LIMIT ?")
        .with(now)
        .with(limit)
        .rows(row -> new Fingerprint(row.getLong("fingerprint")));
  }

  @Override
  public Optional<Instant> nextDue(Instant within) {
    return sql.of("SELECT look_at FROM alert_response WHERE look_at <= ? ORDER BY look_at LIMIT 1")
        .with(within)
        .first(row -> Sql.instant(row, "look_at"));
  }

  @Override
  public Map<Fingerprint, ResponseTimer> find(Collection<Fingerprint> alerts) {
    if (alerts.isEmpty()) {
      return Map.of();
    }
    return sql
        .of(
            """
            SELECT fingerprint, since, look_at, overdue_at
            FROM alert_response WHERE fingerprint = ANY (?)
            """)
        .each(alerts, Long[]::new, Fingerprint::value)
        .rows(PostgresResponseTimers::read)
        .stream()
        .collect(toMap(ResponseTimer::alert, identity()));
  }

  @Override
  public int countOverdue(Instant now) {
    return sql.of(
            """
            SELECT count(*)::integer AS overdue
            FROM alert_response AS r JOIN routed_alert AS a USING (fingerprint)
            WHERE r.overdue_at IS NOT NULL AND (a.ends_at IS NULL OR a.ends_at > ?)
            """)
        .with(now)
        .first(row -> row.getInt("overdue"))
        .orElseThrow();
  }

  /** A timer that begins anew meanwhile is one of a later time, and stays. */
  @Override
  public int forget(Instant endedBefore) {
    return sql.of(
            """
            DELETE FROM alert_response AS r WHERE r.since < ? AND NOT EXISTS (
              SELECT FROM routed_alert AS a
              WHERE a.fingerprint = r.fingerprint AND (a.ends_at IS NULL OR a.ends_at >= ?))
            """)
        .with(endedBefore)
        .with(endedBefore)
        .update();
  }

  private static ResponseTimer read(ResultSet row) throws SQLException {
    return new ResponseTimer(
        new Fingerprint(row.getLong("fingerprint")),
        Sql.instant(row, "since"),
        Sql.optionalInstant(row, "look_at"),
        Sql.optionalInstant(row, "overdue_at"));
  }
}
