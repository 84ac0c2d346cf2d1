package dev.tocsin.testkit.outbox;

import dev.tocsin.core.outbox.ConsumedEvents;
import dev.tocsin.core.outbox.Transactions;

class InMemoryConsumedEventsTest extends ConsumedEventsContract {
  private final InMemoryTransactions transactions = new InMemoryTransactions();
  private final ConsumedEvents events = new InMemoryConsumedEvents(transactions);

  @Override
  protected ConsumedEvents events() {
    return events;
  }

  @Override
  protected Transactions transactions() {
    return transactions;
  }
}
