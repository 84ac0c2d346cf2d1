package dev.tocsin.migrate;

import dev.tocsin.platform.start.FunctionContext;
import dev.tocsin.store.Schema;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.ApplicationContextBuilder;
import io.micronaut.function.aws.MicronautRequestHandler;
import jakarta.inject.Inject;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Entry point of a deployment: applies the migrations that are missing, whatever it is sent. */
public final class MigrateHandler
    extends MicronautRequestHandler<Map<String, Object>, MigrationReport> {
  private static final String NAME = "migrate";

  @Inject DataSource database;

  public MigrateHandler() {
    super(builder());
  }

  public MigrateHandler(ApplicationContext context) {
    super(context);
  }

  static ApplicationContextBuilder builder() {
    return FunctionContext.builder(NAME);
  }

  @Override
  public MigrationReport execute(@Nullable Map<String, Object> event) {
    Schema.Migrated migrated = Schema.migrate(database);
    return new MigrationReport(migrated.applied(), migrated.version());
  }
}
