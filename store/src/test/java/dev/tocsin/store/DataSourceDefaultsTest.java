package dev.tocsin.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.testkit.postgres.TestPostgres;
import io.micronaut.configuration.jdbc.hikari.DatasourceConfiguration;
import io.micronaut.context.ApplicationContext;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DataSourceDefaultsTest {
  @Test
  void context_databaseAway_startsAndFailsOnUse() {
    try (ApplicationContext context = context(Map.of("url", "jdbc:postgresql://localhost:1/x"))) {
      Sql sql = context.getBean(Sql.class);

      assertThatThrownBy(() -> sql.of("SELECT 1").rows(row -> row.getInt(1)))
          .isInstanceOf(RuntimeException.class);
    }
  }

  @Test
  void context_noSizeGiven_keepsAFewConnectionsAndLetsThemGoBeforeASnapshot() {
    try (ApplicationContext context = context(Map.of())) {
      DatasourceConfiguration pool = context.getBean(DatasourceConfiguration.class);

      assertThat(pool.getMaximumPoolSize()).isEqualTo(4);
      assertThat(pool.isAllowPoolSuspension()).isTrue();
    }
  }

  @Test
  void context_sizeGiven_keepsIt() {
    try (ApplicationContext context = context(Map.of("maximum-pool-size", 7))) {
      assertThat(context.getBean(DatasourceConfiguration.class).getMaximumPoolSize()).isEqualTo(7);
    }
  }

  private static ApplicationContext context(Map<String, Object> settings) {
    Map<String, Object> properties =
        new HashMap<>(TestPostgres.copyOf("tocsin", Schema::migrate).properties());
    properties.put("datasources.default.connection-timeout", 300);
    properties.put("datasources.default.minimum-idle", 0);
    settings.forEach((key, value) -> properties.put("datasources.default." + key, value));
    return ApplicationContext.run(properties);
  }
}
