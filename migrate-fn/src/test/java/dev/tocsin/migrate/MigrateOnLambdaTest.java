package dev.tocsin.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.store.Schema;
import dev.tocsin.testkit.lambda.LambdaFunctionContract;
import dev.tocsin.testkit.postgres.TestPostgres;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** The migration on Lambda, and many of them at once. */
class MigrateOnLambdaTest extends LambdaFunctionContract {
  MigrateOnLambdaTest() {
    super(TestPostgres.empty(), List.of(MigrateHandler.class), Map.of());
  }

  @Override
  protected void useDatabase() {
    String unused = function.invoke(MigrateHandler.class, "{}");
  }

  @Test
  void migrate_again_findsNothingToDo() {
    useDatabase();
    assertThat(function.invoke(MigrateHandler.class, "{}"))
        .isEqualTo(
            "{\"applied\":[],\"version\":\"%d\"}"
                .formatted(number("SELECT max(version::int) FROM flyway_schema_history")));
  }

  @Test
  void migrate_manyAtOnceOnAnEmptyDatabase_eachVersionIsAppliedByOne() throws Exception {
    TestPostgres fresh = TestPostgres.empty();
    List<String> applied = new ArrayList<>();
    Set<String> versions = new HashSet<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<Schema.Migrated>> runs = new ArrayList<>();
      for (int n = 0; n < 4; n++) {
        runs.add(threads.submit(() -> Schema.migrate(fresh.dataSource())));
      }
      for (Future<Schema.Migrated> run : runs) {
        versions.add(run.get().version());
        applied.addAll(run.get().applied());
      }
    }
    assertThat(versions).hasSize(1);
    assertThat(applied).contains("1").contains(versions.iterator().next()).doesNotHaveDuplicates();
  }
}
