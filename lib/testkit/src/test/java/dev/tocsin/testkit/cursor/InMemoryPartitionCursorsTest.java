package dev.tocsin.testkit.cursor;

import dev.tocsin.core.outbox.Transactions;
import dev.tocsin.engine.cursor.PartitionCursors;
import dev.tocsin.testkit.outbox.InMemoryTransactions;

class InMemoryPartitionCursorsTest extends PartitionCursorsContract {
  private final InMemoryTransactions transactions = new InMemoryTransactions();
  private final PartitionCursors cursors = new InMemoryPartitionCursors(transactions);

  @Override
  protected PartitionCursors cursors() {
    return cursors;
  }

  @Override
  protected Transactions transactions() {
    return transactions;
  }
}
