package dev.tocsin.store.routing;

import dev.tocsin.core.outbox.Transactions;
import dev.tocsin.routing.alert.RoutedAlerts;
import dev.tocsin.routing.group.Groups;
import dev.tocsin.store.StoreFixture;
import dev.tocsin.testkit.routing.GroupsContract;
import io.micronaut.context.ApplicationContext;

class PostgresGroupsTest extends GroupsContract {
  private final ApplicationContext context = StoreFixture.empty();

  @Override
  protected Groups groups() {
    return context.getBean(Groups.class);
  }

  @Override
  protected RoutedAlerts alerts() {
    return context.getBean(RoutedAlerts.class);
  }

  @Override
  protected Transactions transactions() {
    return context.getBean(Transactions.class);
  }
}
