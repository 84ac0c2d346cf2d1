package dev.tocsin.testkit.outbox;

import dev.tocsin.core.outbox.Outbox;
import dev.tocsin.core.outbox.Transactions;
import dev.tocsin.core.outbox.UnsentLanes;

class InMemoryOutboxTest extends OutboxContract {
  private final InMemoryTransactions transactions = new InMemoryTransactions();
  private final UnsentLanes unsent = new UnsentLanes();
  private final Outbox outbox = new InMemoryOutbox(transactions, unsent);

  @Override
  protected Outbox outbox() {
    return outbox;
  }

  @Override
  protected UnsentLanes unsent() {
    return unsent;
  }

  @Override
  protected Transactions transactions() {
    return transactions;
  }
}
