package dev.tocsin.store;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** The tables of Tocsin, brought up to date by the migrations under {@code db/migration}. */
public final class Schema {
  private Schema() {}

  /**
   * Applies the migrations that are missing; safe to run from several processes at once.
   *
   * @return how many were applied
   */
  public static int migrate(DataSource database) {
    return Flyway.configure(Schema.class.getClassLoader())
        .dataSource(database)
        .locations("classpath:db/migration")
        .load()
        .migrate()
        .migrationsExecuted;
  }
}
