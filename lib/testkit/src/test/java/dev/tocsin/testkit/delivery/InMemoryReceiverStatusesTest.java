package dev.tocsin.testkit.delivery;

import dev.tocsin.core.delivery.ReceiverStatuses;
import dev.tocsin.testkit.outbox.InMemoryTransactions;

class InMemoryReceiverStatusesTest extends ReceiverStatusesContract {
  private final ReceiverStatuses statuses =
      new InMemoryReceiverStatuses(new InMemoryTransactions());

  @Override
  protected ReceiverStatuses statuses() {
    return statuses;
  }
}
