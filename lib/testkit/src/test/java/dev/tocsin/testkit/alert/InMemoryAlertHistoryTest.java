package dev.tocsin.testkit.alert;

import dev.tocsin.engine.alert.AlertHistory;
import dev.tocsin.testkit.outbox.InMemoryTransactions;

class InMemoryAlertHistoryTest extends AlertHistoryContract {
  private final InMemoryTransactions transactions = new InMemoryTransactions();
  private final AlertHistory history = new InMemoryAlertHistory(transactions);

  @Override
  protected AlertHistory history() {
    return history;
  }
}
