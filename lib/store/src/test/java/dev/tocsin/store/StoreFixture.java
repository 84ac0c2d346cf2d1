package dev.tocsin.store;

import dev.tocsin.testkit.postgres.TestPostgres;
import io.micronaut.context.ApplicationContext;
import java.util.List;

/** A context with the beans of the store on a database that is shared by all tests of this JVM. */
public final class StoreFixture {
  private StoreFixture() {}

  /** The context, after all tables were emptied. */
  public static ApplicationContext empty() {
    Sql sql = Shared.CONTEXT.getBean(Sql.class);
    List<String> tables =
        sql.of(
                """
                SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND NOT c.relispartition
                  AND c.relname NOT IN (
                    'flyway_schema_history', 'outbox_lane', 'rule_activation', 'evaluation_shard',
                    'pipeline_watch', 'silence_change')
                """)
            .rows(row -> row.getString(1));
    sql.of("TRUNCATE " + String.join(", ", tables)).update();
    sql.of("UPDATE rule_activation SET version = NULL, published_at = NULL, identities = NULL")
        .update();
    sql.of("UPDATE evaluation_shard SET evaluated_before = 'epoch'").update();
    sql.of("UPDATE pipeline_watch SET evaluated_before = 'epoch', since = NULL").update();
    sql.of("INSERT INTO routing_activation (only_row) VALUES (true)").update();
    sql.of("UPDATE silence_change SET version = 0").update();
    return Shared.CONTEXT;
  }

  private static final class Shared {
    static final ApplicationContext CONTEXT =
        ApplicationContext.run(TestPostgres.copyOf("tocsin", Schema::migrate).properties());
  }
}
