package dev.tocsin.store.routing;

import dev.tocsin.core.outbox.Transactions;
import dev.tocsin.routing.alert.RoutedAlerts;
import dev.tocsin.routing.response.ResponseTimers;
import dev.tocsin.store.StoreFixture;
import dev.tocsin.testkit.routing.ResponseTimersContract;
import io.micronaut.context.ApplicationContext;

class PostgresResponseTimersTest extends ResponseTimersContract {
  private final ApplicationContext context = StoreFixture.empty();

  @Override
  protected ResponseTimers timers() {
    return context.getBean(ResponseTimers.class);
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
