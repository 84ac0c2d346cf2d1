package dev.tocsin.store.alert;

import dev.tocsin.engine.alert.KeyStates;
import dev.tocsin.store.StoreFixture;
import dev.tocsin.testkit.alert.KeyStatesContract;
import io.micronaut.context.ApplicationContext;

class PostgresKeyStatesTest extends KeyStatesContract {
  private final ApplicationContext context = StoreFixture.empty();

  @Override
  protected KeyStates keys() {
    return context.getBean(KeyStates.class);
  }
}
