package dev.tocsin.store.cursor;

import dev.tocsin.core.outbox.Transactions;
import dev.tocsin.engine.cursor.PartitionCursors;
import dev.tocsin.store.StoreFixture;
import dev.tocsin.testkit.cursor.PartitionCursorsContract;
import io.micronaut.context.ApplicationContext;

class PostgresPartitionCursorsTest extends PartitionCursorsContract {
  private final ApplicationContext context = StoreFixture.empty();

  @Override
  protected PartitionCursors cursors() {
    return context.getBean(PartitionCursors.class);
  }

  @Override
  protected Transactions transactions() {
    return context.getBean(Transactions.class);
  }
}
