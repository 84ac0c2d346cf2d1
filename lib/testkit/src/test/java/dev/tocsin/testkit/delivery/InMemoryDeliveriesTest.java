package dev.tocsin.testkit.delivery;

import dev.tocsin.core.delivery.Deliveries;
import dev.tocsin.testkit.outbox.InMemoryTransactions;

class InMemoryDeliveriesTest extends DeliveriesContract {
  private final Deliveries deliveries = new InMemoryDeliveries(new InMemoryTransactions());

  @Override
  protected Deliveries deliveries() {
    return deliveries;
  }
}
