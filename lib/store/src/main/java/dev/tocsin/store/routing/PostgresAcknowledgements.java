package dev.tocsin.store.routing;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.routing.state.Acknowledgement;
import dev.tocsin.routing.state.Acknowledgements;
import dev.tocsin.store.Sql;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Acknowledgements as rows. */
@Singleton
final class PostgresAcknowledgements implements Acknowledgements {
  private static final String SELECT =
      """
      SELECT id, fingerprint, author, comment, acknowledged_at, until, ended_at, ended_because,
             ended_by
      FROM acknowledgement
      """;

  private final Sql sql;

  PostgresAcknowledgements(Sql sql) {
    this.sql = sql;
  }

  @Override
  public Map<Fingerprint, Acknowledgement> holding(Collection<Fingerprint> alerts, Instant now) {
    if (alerts.isEmpty()) {
      return Map.of();
    }
    return sql
        .of(SELECT + "WHERE fingerprint = ANY (?) AND ended_at IS NULL AND until > ?")
        .each(alerts, Long[]::new, Fingerprint::value)
        .with(now)
        .rows(PostgresAcknowledgements::read)
        .stream()
        .collect(toMap(Acknowledgement::alert, identity()));
  }

  @Override
  public void add(Acknowledgement added) {
    sql.of(
            """
            INSERT INTO acknowledgement (id, fingerprint, author, comment, acknowledged_at, until)
            VALUES (?, ?, ?, ?, ?, ?)
            """)
        .with(added.id())
        .with(added.alert().value())
        .with(added.author())
        .with(added.comment())
        .with(added.at())
        .with(added.until())
        .update();
  }

  @Override
  public int end(Collection<Fingerprint> alerts, Acknowledgement.End end) {
    if (alerts.isEmpty()) {
      return 0;
    }
    return sql.of(
            """
            UPDATE acknowledgement SET ended_at = ?, ended_because = ?, ended_by = ?
            WHERE fingerprint = ANY (?) AND ended_at IS NULL AND until > ?
            """)
        .with(end.at())
        .with(end.cause().code())
        .with(end.author())
        .each(alerts, Long[]::new, Fingerprint::value)
        .with(end.at())
        .update();
  }

  @Override
  public List<Acknowledgement> of(Fingerprint alert, Instant before, int limit) {
    return sql.of(
            SELECT
                + """
                WHERE fingerprint = ? AND acknowledged_at < ?
                ORDER BY acknowledged_at DESC, id LIMIT ?
                """)
        .with(alert.value())
        .with(before)
        .with(limit)
        .rows(PostgresAcknowledgements::read);
  }

  @Override
  public int forget(Instant before) {
    return sql.of("DELETE FROM acknowledgement WHERE until < ?").with(before).update();
  }

  private static Acknowledgement read(ResultSet row) throws SQLException {
    Optional<Instant> endedAt = Sql.optionalInstant(row, "ended_at");
    return new Acknowledgement(
        row.getObject("id", UUID.class),
        new Fingerprint(row.getLong("fingerprint")),
        row.getString("author"),
        row.getString("comment"),
        Sql.instant(row, "acknowledged_at"),
        Sql.instant(row, "until"),
        endedAt.isPresent() ? Optional.of(end(row, endedAt.get())) : Optional.empty());
  }

  private static Acknowledgement.End end(ResultSet row, Instant at) throws SQLException {
    return new Acknowledgement.End(
        at, Acknowledgement.Cause.of(row.getString("ended_because")), row.getString("ended_by"));
  }
}
