package dev.tocsin.store.delivery;

import dev.tocsin.core.delivery.EventOrders;
import dev.tocsin.store.StoreFixture;
import dev.tocsin.testkit.delivery.EventOrdersContract;
import io.micronaut.context.ApplicationContext;

class PostgresEventOrdersTest extends EventOrdersContract {
  private final ApplicationContext context = StoreFixture.empty();

  @Override
  protected EventOrders orders() {
    return context.getBean(EventOrders.class);
  }
}
