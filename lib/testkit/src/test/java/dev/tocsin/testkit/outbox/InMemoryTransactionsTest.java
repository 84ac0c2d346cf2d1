package dev.tocsin.testkit.outbox;

import dev.tocsin.core.outbox.ConsumedEvents;
import dev.tocsin.core.outbox.Transactions;

class InMemoryTransactionsTest extends TransactionsContract {
  private final InMemoryTransactions transactions = new InMemoryTransactions();
  private final ConsumedEvents store = new InMemoryConsumedEvents(transactions);

  @Override
  protected Transactions transactions() {
    return transactions;
  }

  @Override
  protected ConsumedEvents store() {
    return store;
  }
}
