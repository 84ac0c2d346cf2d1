package dev.tocsin.testkit.delivery;

import dev.tocsin.core.delivery.Deliveries;
import dev.tocsin.core.delivery.DeliveryBacklog;
import dev.tocsin.testkit.outbox.InMemoryTransactions;

class InMemoryDeliveryBacklogTest extends DeliveryBacklogContract {
  private final InMemoryDeliveries deliveries = new InMemoryDeliveries(new InMemoryTransactions());
  private final DeliveryBacklog backlog = new InMemoryDeliveryBacklog(deliveries);

  @Override
  protected Deliveries deliveries() {
    return deliveries;
  }

  @Override
  protected DeliveryBacklog backlog() {
    return backlog;
  }
}
