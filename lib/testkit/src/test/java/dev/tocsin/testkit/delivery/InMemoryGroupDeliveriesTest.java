package dev.tocsin.testkit.delivery;

import dev.tocsin.core.delivery.Deliveries;
import dev.tocsin.testkit.outbox.InMemoryTransactions;

class InMemoryGroupDeliveriesTest extends GroupDeliveriesContract {
  private final Deliveries deliveries = new InMemoryDeliveries(new InMemoryTransactions());

  @Override
  protected Deliveries deliveries() {
    return deliveries;
  }
}
