package dev.tocsin.store.routing;

import dev.tocsin.core.outbox.Transactions;
import dev.tocsin.routing.alert.RoutedAlerts;
import dev.tocsin.routing.event.AlertEvents;
import dev.tocsin.store.StoreFixture;
import dev.tocsin.testkit.routing.AlertEventsContract;
import io.micronaut.context.ApplicationContext;

class PostgresAlertEventsTest extends AlertEventsContract {
  private final ApplicationContext context = StoreFixture.empty();

  @Override
  protected AlertEvents events() {
    return context.getBean(AlertEvents.class);
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
