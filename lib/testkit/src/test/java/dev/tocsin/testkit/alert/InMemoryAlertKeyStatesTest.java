package dev.tocsin.testkit.alert;

import dev.tocsin.core.outbox.Transactions;
import dev.tocsin.engine.alert.AlertKeyStates;
import dev.tocsin.testkit.outbox.InMemoryTransactions;

class InMemoryAlertKeyStatesTest extends AlertKeyStatesContract {
  private final InMemoryTransactions transactions = new InMemoryTransactions();
  private final AlertKeyStates keys = new InMemoryAlertKeyStates(transactions);

  @Override
  protected AlertKeyStates keys() {
    return keys;
  }

  @Override
  protected Transactions transactions() {
    return transactions;
  }
}
