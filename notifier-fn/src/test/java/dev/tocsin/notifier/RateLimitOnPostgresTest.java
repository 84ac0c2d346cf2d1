package dev.tocsin.notifier;

import dev.tocsin.store.Schema;
import dev.tocsin.testkit.postgres.TestPostgres;
import java.util.HashMap;
import java.util.Map;

class RateLimitOnPostgresTest extends RateLimitScenarios {
  @Override
  protected Map<String, Object> store() {
    return new HashMap<>(TestPostgres.copyOf("tocsin", Schema::migrate).properties());
  }
}
