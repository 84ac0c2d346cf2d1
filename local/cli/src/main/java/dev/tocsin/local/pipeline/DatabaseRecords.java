package dev.tocsin.local.pipeline;

import dev.tocsin.core.enrichment.Enrichments;
import dev.tocsin.core.remediation.Runs;
import dev.tocsin.engine.cursor.PartitionCursor;
import dev.tocsin.engine.cursor.PartitionCursors;
import io.micronaut.context.ApplicationContext;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/** The stores of a pipeline that runs elsewhere, for an observer that only looks. */
public final class DatabaseRecords implements AutoCloseable {
  private final ApplicationContext context;

  /** Connects to a database that has its tables. */
  public DatabaseRecords(String jdbcUrl) {
    context =
        ApplicationContext.builder()
            .properties(
                Map.of(
                    "datasources.default.url",
                    jdbcUrl,
                    "datasources.default.driver-class-name",
                    "org.postgresql.Driver"))
            .bootstrapEnvironment(false)
            .start();
  }

  public StoredRecords records() {
    return new StoredRecords(context.getBean(Enrichments.class), context.getBean(Runs.class));
  }

  /** When the evaluator's tick last saw a partition read to its end; nobody else notes that. */
  public Optional<Instant> lastTick() {
    return context.getBean(PartitionCursors.class).all().stream()
        .map(PartitionCursor::caughtUpAt)
        .flatMap(Optional::stream)
        .max(Comparator.naturalOrder());
  }

  @Override
  public void close() {
    context.close();
  }
}
