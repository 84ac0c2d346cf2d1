package dev.tocsin.testkit.delivery;

import dev.tocsin.core.delivery.EventOrders;
import dev.tocsin.testkit.outbox.InMemoryTransactions;

class InMemoryEventOrdersTest extends EventOrdersContract {
  private final EventOrders orders = new InMemoryEventOrders(new InMemoryTransactions());

  @Override
  protected EventOrders orders() {
    return orders;
  }
}
