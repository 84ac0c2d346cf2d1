package dev.tocsin.testkit.routing;

import dev.tocsin.routing.alert.RoutedAlerts;
import dev.tocsin.routing.group.GroupTimers;
import dev.tocsin.routing.group.Groups;
import dev.tocsin.testkit.outbox.InMemoryTransactions;

class InMemoryGroupTimersTest extends GroupTimersContract {
  private final InMemoryTransactions transactions = new InMemoryTransactions();
  private final InMemoryRoutedAlerts alerts = new InMemoryRoutedAlerts(transactions);
  private final InMemoryGroups groups = new InMemoryGroups(transactions, alerts);

  @Override
  protected Groups groups() {
    return groups;
  }

  @Override
  protected GroupTimers timers() {
    return groups;
  }

  @Override
  protected RoutedAlerts alerts() {
    return alerts;
  }
}
