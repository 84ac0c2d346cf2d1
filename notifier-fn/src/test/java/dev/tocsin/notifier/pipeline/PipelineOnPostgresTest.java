package dev.tocsin.notifier.pipeline;

import dev.tocsin.store.Schema;
import dev.tocsin.testkit.postgres.TestPostgres;
import java.util.Map;

class PipelineOnPostgresTest extends PipelineScenarios {
  @Override
  protected Map<String, Object> store() {
    return TestPostgres.copyOf("tocsin", Schema::migrate).properties();
  }
}
