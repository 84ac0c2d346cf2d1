package dev.tocsin.store;

import io.micronaut.data.connection.jdbc.advice.DelegatingDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.output.MigrateOutput;
import org.flywaydb.core.api.output.MigrateResult;

/** The tables of Tocsin, brought up to date by the migrations under {@code db/migration}. */
public final class Schema {
  /** The version that the newest migration makes. */
  static final String NEWEST = "13";

  private static final String NO_SUCH_TABLE = "42P01";

  private Schema() {}

  /**
   * What a migration has done.
   *
   * @param applied versions that were missing, in order
   * @param version that the schema has now
   */
  public record Migrated(List<String> applied, String version) {
    public Migrated {
      applied = List.copyOf(applied);
    }
  }

  /** Applies the migrations that are missing; where none is, it takes one query. */
  public static void update(DataSource database) {
    if (!version(database).equals(Optional.of(NEWEST))) {
      Migrated unused = migrate(database);
    }
  }

  /** Of the migration that was applied last; empty in a database without any. */
  static Optional<String> version(DataSource database) {
    try (Connection connection = DelegatingDataSource.unwrapDataSource(database).getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                """
                SELECT version
                  FROM flyway_schema_history
                 WHERE success
                 ORDER BY installed_rank DESC
                 LIMIT 1
                """)) {
      return rows.next() ? Optional.ofNullable(rows.getString(1)) : Optional.empty();
    } catch (SQLException e) {
      if (NO_SUCH_TABLE.equals(e.getSQLState())) {
        return Optional.empty();
      }
      throw new IllegalStateException("the version of the tables cannot be read", e);
    }
  }

  /**
   * Applies the migrations that are missing. Safe to run from several processes at once: Flyway
   * works under an advisory lock of the database, and who comes later finds nothing to do.
   */
  public static Migrated migrate(DataSource database) {
    MigrateResult result =
        Flyway.configure(Schema.class.getClassLoader())
            .dataSource(DelegatingDataSource.unwrapDataSource(database))
            .locations("classpath:db/migration")
            .load()
            .migrate();
    List<String> applied =
        result.migrations.stream().map((MigrateOutput migration) -> migration.version).toList();
    return new Migrated(
        applied, applied.isEmpty() ? result.initialSchemaVersion : applied.getLast());
  }
}
