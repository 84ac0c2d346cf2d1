package dev.tocsin.store.routing;

import dev.tocsin.routing.alert.RoutedAlerts;
import dev.tocsin.routing.group.GroupTimers;
import dev.tocsin.routing.group.Groups;
import dev.tocsin.store.StoreFixture;
import dev.tocsin.testkit.routing.GroupTimersContract;
import io.micronaut.context.ApplicationContext;

class PostgresGroupTimersTest extends GroupTimersContract {
  private final ApplicationContext context = StoreFixture.empty();

  @Override
  protected Groups groups() {
    return context.getBean(Groups.class);
  }

  @Override
  protected GroupTimers timers() {
    return context.getBean(GroupTimers.class);
  }

  @Override
  protected RoutedAlerts alerts() {
    return context.getBean(RoutedAlerts.class);
  }
}
