package dev.tocsin.store;

import io.micronaut.data.connection.jdbc.advice.DelegatingDataSource;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.output.MigrateOutput;
import org.flywaydb.core.api.output.MigrateResult;

/** The tables of Tocsin, brought up to date by the migrations under {@code db/migration}. */
public final class Schema {
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
