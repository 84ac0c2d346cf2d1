package dev.tocsin.testkit.alert;

import dev.tocsin.core.outbox.Transactions;
import dev.tocsin.engine.alert.AlertKeyStates;
import dev.tocsin.engine.alert.Alerts;
import dev.tocsin.testkit.outbox.InMemoryTransactions;

class InMemoryAlertsTest extends AlertsContract {
  private final InMemoryTransactions transactions = new InMemoryTransactions();
  private final AlertKeyStates keys = new InMemoryAlertKeyStates(transactions);
  private final Alerts alerts = new InMemoryAlerts(transactions, keys);

  @Override
  protected Alerts alerts() {
    return alerts;
  }

  @Override
  protected AlertKeyStates keys() {
    return keys;
  }

  @Override
  protected Transactions transactions() {
    return transactions;
  }
}
