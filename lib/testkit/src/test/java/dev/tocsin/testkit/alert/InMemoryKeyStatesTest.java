package dev.tocsin.testkit.alert;

import dev.tocsin.engine.alert.KeyStates;
import dev.tocsin.testkit.outbox.InMemoryTransactions;

class InMemoryKeyStatesTest extends KeyStatesContract {
  private final InMemoryTransactions transactions = new InMemoryTransactions();
  private final KeyStates keys = new InMemoryKeyStates(transactions);

  @Override
  protected KeyStates keys() {
    return keys;
  }
}
