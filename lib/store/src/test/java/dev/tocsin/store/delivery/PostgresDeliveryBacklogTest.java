package dev.tocsin.store.delivery;

import dev.tocsin.core.delivery.Deliveries;
import dev.tocsin.core.delivery.DeliveryBacklog;
import dev.tocsin.store.StoreFixture;
import dev.tocsin.testkit.delivery.DeliveryBacklogContract;
import io.micronaut.context.ApplicationContext;

class PostgresDeliveryBacklogTest extends DeliveryBacklogContract {
  private final ApplicationContext context = StoreFixture.empty();

  @Override
  protected Deliveries deliveries() {
    return context.getBean(Deliveries.class);
  }

  @Override
  protected DeliveryBacklog backlog() {
    return context.getBean(DeliveryBacklog.class);
  }
}
