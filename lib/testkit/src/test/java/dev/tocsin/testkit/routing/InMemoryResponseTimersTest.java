package dev.tocsin.testkit.routing;

import dev.tocsin.core.outbox.Transactions;
import dev.tocsin.routing.alert.RoutedAlerts;
import dev.tocsin.routing.response.ResponseTimers;
import dev.tocsin.testkit.outbox.InMemoryTransactions;

class InMemoryResponseTimersTest extends ResponseTimersContract {
  private final InMemoryTransactions transactions = new InMemoryTransactions();
  private final InMemoryRoutedAlerts alerts = new InMemoryRoutedAlerts(transactions);
  private final ResponseTimers timers = new InMemoryResponseTimers(transactions, alerts);

  @Override
  protected ResponseTimers timers() {
    return timers;
  }

  @Override
  protected RoutedAlerts alerts() {
    return alerts;
  }

  @Override
  protected Transactions transactions() {
    return transactions;
  }
}
