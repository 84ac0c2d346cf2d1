package dev.tocsin.store.routing;

import dev.tocsin.core.outbox.Transactions;
import dev.tocsin.routing.alert.RoutedAlerts;
import dev.tocsin.routing.group.Groups;
import dev.tocsin.store.StoreFixture;
import dev.tocsin.testkit.routing.RoutedAlertsContract;
import io.micronaut.context.ApplicationContext;

class PostgresRoutedAlertsTest extends RoutedAlertsContract {
  private final ApplicationContext context = StoreFixture.empty();

  @Override
  protected RoutedAlerts alerts() {
    return context.getBean(RoutedAlerts.class);
  }

  @Override
  protected Groups groups() {
    return context.getBean(Groups.class);
  }

  @Override
  protected Transactions transactions() {
    return context.getBean(Transactions.class);
  }
}
