package dev.tocsin.store.delivery;

import dev.tocsin.core.delivery.Deliveries;
import dev.tocsin.store.StoreFixture;
import dev.tocsin.testkit.delivery.GroupDeliveriesContract;
import io.micronaut.context.ApplicationContext;

class PostgresGroupDeliveriesTest extends GroupDeliveriesContract {
  private final ApplicationContext context = StoreFixture.empty();

  @Override
  protected Deliveries deliveries() {
    return context.getBean(Deliveries.class);
  }
}
