package dev.tocsin.testkit.delivery;

import dev.tocsin.core.breaker.BreakerStore;
import dev.tocsin.testkit.outbox.InMemoryTransactions;

class InMemoryBreakerStoreTest extends BreakerStoreContract {
  private final BreakerStore breakers = new InMemoryBreakerStore(new InMemoryTransactions());

  @Override
  protected BreakerStore breakers() {
    return breakers;
  }
}
