package dev.tocsin.store.routing;

import dev.tocsin.routing.alert.RoutedAlerts;
import dev.tocsin.routing.group.FlushHistory;
import dev.tocsin.routing.group.Groups;
import dev.tocsin.store.StoreFixture;
import dev.tocsin.testkit.routing.FlushHistoryContract;
import io.micronaut.context.ApplicationContext;

class PostgresFlushHistoryTest extends FlushHistoryContract {
  private final ApplicationContext context = StoreFixture.empty();

  @Override
  protected Groups groups() {
    return context.getBean(Groups.class);
  }

  @Override
  protected FlushHistory history() {
    return context.getBean(FlushHistory.class);
  }

  @Override
  protected RoutedAlerts alerts() {
    return context.getBean(RoutedAlerts.class);
  }
}
