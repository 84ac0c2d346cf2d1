package dev.tocsin.testkit.routing;

import dev.tocsin.routing.alert.RoutedAlerts;
import dev.tocsin.routing.inhibition.InhibitionSources;
import dev.tocsin.testkit.outbox.InMemoryTransactions;

class InMemoryInhibitionSourcesTest extends InhibitionSourcesContract {
  private final InMemoryTransactions transactions = new InMemoryTransactions();
  private final InMemoryRoutedAlerts alerts = new InMemoryRoutedAlerts(transactions);
  private final InMemoryInhibitionSources sources =
      new InMemoryInhibitionSources(transactions, alerts);

  @Override
  protected InhibitionSources sources() {
    return sources;
  }

  @Override
  protected RoutedAlerts alerts() {
    return alerts;
  }
}
