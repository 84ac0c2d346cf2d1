package dev.tocsin.store.alert;

import dev.tocsin.core.outbox.Transactions;
import dev.tocsin.engine.alert.AlertKeyStates;
import dev.tocsin.store.StoreFixture;
import dev.tocsin.testkit.alert.AlertKeyStatesContract;
import io.micronaut.context.ApplicationContext;

class PostgresAlertKeyStatesTest extends AlertKeyStatesContract {
  private final ApplicationContext context = StoreFixture.empty();

  @Override
  protected AlertKeyStates keys() {
    return context.getBean(AlertKeyStates.class);
  }

  @Override
  protected Transactions transactions() {
    return context.getBean(Transactions.class);
  }
}
