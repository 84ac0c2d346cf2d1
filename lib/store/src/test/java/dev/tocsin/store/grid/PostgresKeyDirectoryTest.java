package dev.tocsin.store.grid;

import dev.tocsin.engine.grid.KeyDirectory;
import dev.tocsin.store.StoreFixture;
import dev.tocsin.testkit.grid.KeyDirectoryContract;
import io.micronaut.context.ApplicationContext;

class PostgresKeyDirectoryTest extends KeyDirectoryContract {
  private final ApplicationContext context = StoreFixture.empty();

  @Override
  protected KeyDirectory directory() {
    return context.getBean(KeyDirectory.class);
  }
}
