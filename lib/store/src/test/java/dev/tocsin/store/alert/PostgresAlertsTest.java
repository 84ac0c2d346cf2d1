package dev.tocsin.store.alert;

import dev.tocsin.core.outbox.Transactions;
import dev.tocsin.engine.alert.AlertKeyStates;
import dev.tocsin.engine.alert.Alerts;
import dev.tocsin.store.StoreFixture;
import dev.tocsin.testkit.alert.AlertsContract;
import io.micronaut.context.ApplicationContext;

class PostgresAlertsTest extends AlertsContract {
  private final ApplicationContext context = StoreFixture.empty();

  @Override
  protected Alerts alerts() {
    return context.getBean(Alerts.class);
  }

  @Override
  protected AlertKeyStates keys() {
    return context.getBean(AlertKeyStates.class);
  }

  @Override
  protected Transactions transactions() {
    return context.getBean(Transactions.class);
  }
}
