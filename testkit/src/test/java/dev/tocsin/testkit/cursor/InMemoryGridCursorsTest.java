package dev.tocsin.testkit.cursor;

import dev.tocsin.core.cursor.GridCursors;
import dev.tocsin.testkit.outbox.InMemoryTransactions;

class InMemoryGridCursorsTest extends GridCursorsContract {
  private final InMemoryTransactions transactions = new InMemoryTransactions();
  private final GridCursors cursors = new InMemoryGridCursors(transactions);

  @Override
  protected GridCursors cursors() {
    return cursors;
  }
}
