package dev.tocsin.store.routing;

import dev.tocsin.core.outbox.Transactions;
import dev.tocsin.routing.config.ConfigurationVersions;
import dev.tocsin.store.StoreFixture;
import dev.tocsin.testkit.routing.ConfigurationVersionsContract;
import io.micronaut.context.ApplicationContext;

class PostgresConfigurationVersionsTest extends ConfigurationVersionsContract {
  private final ApplicationContext context = StoreFixture.empty();

  @Override
  protected ConfigurationVersions versions() {
    return context.getBean(ConfigurationVersions.class);
  }

  @Override
  protected Transactions transactions() {
    return context.getBean(Transactions.class);
  }
}
