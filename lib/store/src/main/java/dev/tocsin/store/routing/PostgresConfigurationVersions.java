package dev.tocsin.store.routing;

import dev.tocsin.routing.config.ConfigurationText;
import dev.tocsin.routing.config.ConfigurationVersion;
import dev.tocsin.routing.config.ConfigurationVersions;
import dev.tocsin.routing.config.StoredConfiguration;
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
  private static final String STORED =
      """
      SELECT c.number, c.file, c.author, c.comment, c.created_at, c.text, c.additions, c.folder
        FROM routing_configuration AS c
      """;

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
  public Optional<StoredConfiguration> active() {
    return sql.of(STORED + "JOIN routing_activation USING (number)")
        .first(PostgresConfigurationVersions::stored);
  }

  @Override
  public Optional<StoredConfiguration> find(long number) {
    return sql.of(STORED + "WHERE number = ?")
        .with(number)
        .first(PostgresConfigurationVersions::stored);
  }

  @Override
  public Optional<StoredConfiguration> newestOf(String file) {
    return sql.of(STORED + "WHERE file = ? ORDER BY number DESC LIMIT 1")
        .with(file)
        .first(PostgresConfigurationVersions::stored);
  }

  @Override
  public List<ConfigurationVersion> before(long number, int limit) {
    return sql.of(
            """
            SELECT number, file, author, comment, created_at
              FROM routing_configuration
             WHERE number < ?
             ORDER BY number DESC
             LIMIT ?
            """)
        .with(number)
        .with(limit)
        .rows(PostgresConfigurationVersions::version);
  }

  @Override
  public long add(
      ConfigurationText text, Optional<String> file, String author, String comment, Instant now) {
    return sql.of(
            """
            INSERT INTO routing_configuration
              (text, additions, folder, file, author, comment, created_at)
            VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING number
            """)
        .with(text.alertmanager())
        .with(text.additions().orElse(null))
        .with(text.folder().orElse(null))
        .with(file.orElse(null))
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

  private static StoredConfiguration stored(ResultSet row) throws SQLException {
    return new StoredConfiguration(
        version(row),
        new ConfigurationText(
            row.getString("text"),
            Optional.ofNullable(row.getString("additions")),
            Optional.ofNullable(row.getString("folder"))));
  }

  private static ConfigurationVersion version(ResultSet row) throws SQLException {
    return new ConfigurationVersion(
        row.getLong("number"),
        Optional.ofNullable(row.getString("file")),
        row.getString("author"),
        row.getString("comment"),
        Sql.instant(row, "created_at"));
  }
}
