package dev.tocsin.store.outbox;

import dev.tocsin.core.outbox.ConsumedEvents;
import dev.tocsin.core.outbox.Transactions;
import dev.tocsin.store.StoreFixture;
import dev.tocsin.testkit.outbox.ConsumedEventsContract;
import io.micronaut.context.ApplicationContext;

class PostgresConsumedEventsTest extends ConsumedEventsContract {
  private final ApplicationContext context = StoreFixture.empty();

  @Override
  protected ConsumedEvents events() {
    return context.getBean(ConsumedEvents.class);
  }

  @Override
  protected Transactions transactions() {
    return context.getBean(Transactions.class);
  }
}
