package dev.tocsin.testkit.routing;

import dev.tocsin.core.outbox.Transactions;
import dev.tocsin.routing.alert.RoutedAlerts;
import dev.tocsin.routing.event.AlertEvents;
import dev.tocsin.testkit.outbox.InMemoryTransactions;

class InMemoryAlertEventsTest extends AlertEventsContract {
  private final InMemoryTransactions transactions = new InMemoryTransactions();
  private final InMemoryRoutedAlerts alerts = new InMemoryRoutedAlerts(transactions);
  private final AlertEvents events = new InMemoryAlertEvents(transactions, alerts);

  @Override
  protected AlertEvents events() {
    return events;
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
