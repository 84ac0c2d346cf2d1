package dev.tocsin.testkit.outbox;

import dev.tocsin.core.outbox.Outbox;
import dev.tocsin.core.outbox.Transactions;
import dev.tocsin.core.outbox.UnsentLanes;

class InMemoryOutboxTest extends OutboxContract {
  private final InMemoryTransactions transactions = new InMemoryTransactions();
  private final Outbox outbox = new InMemoryOutbox(transactions, new UnsentLanes());

  @Override
  protected Outbox outbox() {
    return outbox;
  }

  @Override
  protected Transactions transactions() {
    return transactions;
  }
}
