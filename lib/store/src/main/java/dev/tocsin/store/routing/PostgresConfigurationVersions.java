package dev.tocsin.store.routing;

import dev.tocsin.routing.config.ConfigurationVersion;
import dev.tocsin.routing.config.ConfigurationVersions;
import dev.tocsin.store.Sql;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Versions of the configuration as rows, and one row that says which is in force. */
@Singleton
final class PostgresConfigurationVersions implements ConfigurationVersions {
  private static final String SELECT =
      "SELECT c.number, c.text, c.folder, c.author, c.comment, c.created_at FROM routing_configuration AS c ";

  private final Sql sql;

  PostgresConfigurationVersions(Sql sql) {
    this.sql = sql;
  }

  @Override
  public void lock() {
    sql.of("SELECT lock_routing_activation() AS locked").rows(row -> row.getInt("locked"));
  }

  @Override
  public void hold() {
    sql.of(
            """
            SELECT count(pg_advisory_xact_lock_shared(hashtextextended('routing_activation', 0)))
              AS held
            """)
        .rows(row -> row.getInt("held"));
  }

  @Override
  public long activeNumber() {
    return sql.of("SELECT coalesce(number, 0) AS number FROM routing_activation")
        .first(row -> row.getLong("number"))
        .orElseThrow();
  }

  @Override
  public Optional<ConfigurationVersion> active() {
    return sql.of(SELECT + "JOIN routing_activation USING (number)")
        .first(PostgresConfigurationVersions::read);
  }

  @Override
  public Optional<ConfigurationVersion> find(long number) {
    return sql.of(SELECT + "WHERE number = ?")
        .with(number)
        .first(PostgresConfigurationVersions::read);
  }

  @Override
  public List<ConfigurationVersion> newest(int limit) {
    return sql.of(SELECT + "ORDER BY number DESC LIMIT ?")
        .with(limit)
        .rows(PostgresConfigurationVersions::read);
  }

  @Override
  public long add(
      String text, Optional<String> folder, String author, String comment, Instant now) {
    return sql.of(
            """
            INSERT INTO routing_configuration (text, folder, author, comment, created_at)
            VALUES (?, ?, ?, ?, ?) RETURNING number
            """)
        .with(text)
        .with(folder.orElse(null))
        .with(author)
        .with(comment)
        .with(now)
        .first(row -> row.getLong("number"))
        .orElseThrow();
  }

  @Override
  public void activate(long number, Instant now) {
    int activated =
        sql.of(
                """
                UPDATE routing_activation SET number = ?, activated_at = ?
                WHERE EXISTS (SELECT FROM routing_configuration WHERE number = ?)
                """)
            .with(number)
            .with(now)
            .with(number)
            .update();
    if (activated == 0) {
      throw new IllegalArgumentException("the configuration has no version " + number);
    }
  }

  private static ConfigurationVersion read(ResultSet row) throws SQLException {
    return new ConfigurationVersion(
        row.getLong("number"),
        row.getString("text"),
        Optional.ofNullable(row.getString("folder")),
        row.getString("author"),
        row.getString("comment"),
        Sql.instant(row, "created_at"));
  }
}
