package dev.tocsin.testkit.routing;

import dev.tocsin.routing.alert.RoutedAlerts;
import dev.tocsin.routing.group.FlushHistory;
import dev.tocsin.routing.group.Groups;
import dev.tocsin.testkit.outbox.InMemoryTransactions;

class InMemoryFlushHistoryTest extends FlushHistoryContract {
  private final InMemoryTransactions transactions = new InMemoryTransactions();
  private final InMemoryRoutedAlerts alerts = new InMemoryRoutedAlerts(transactions);
  private final InMemoryGroups groups = new InMemoryGroups(transactions, alerts);

  @Override
  protected Groups groups() {
    return groups;
  }

  @Override
  protected FlushHistory history() {
    return groups;
  }

  @Override
  protected RoutedAlerts alerts() {
    return alerts;
  }
}
