package dev.tocsin.store;

import dev.tocsin.core.outbox.ConsumedEvents;
import dev.tocsin.core.outbox.Transactions;
import dev.tocsin.testkit.outbox.TransactionsContract;
import io.micronaut.context.ApplicationContext;

class PostgresTransactionsTest extends TransactionsContract {
  private final ApplicationContext context = StoreFixture.empty();

  @Override
  protected Transactions transactions() {
    return context.getBean(Transactions.class);
  }

  @Override
  protected ConsumedEvents store() {
    return context.getBean(ConsumedEvents.class);
  }
}
