package dev.tocsin.store.delivery;

import dev.tocsin.core.breaker.BreakerStore;
import dev.tocsin.store.StoreFixture;
import dev.tocsin.testkit.delivery.BreakerStoreContract;
import io.micronaut.context.ApplicationContext;

class PostgresBreakerStoreTest extends BreakerStoreContract {
  private final ApplicationContext context = StoreFixture.empty();

  @Override
  protected BreakerStore breakers() {
    return context.getBean(BreakerStore.class);
  }
}
