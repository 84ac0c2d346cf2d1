package dev.tocsin.store.routing;

import dev.tocsin.core.outbox.Transactions;
import dev.tocsin.routing.silence.SilenceStore;
import dev.tocsin.store.StoreFixture;
import dev.tocsin.testkit.routing.SilenceStoreContract;
import io.micronaut.context.ApplicationContext;

class PostgresSilencesTest extends SilenceStoreContract {
  private final ApplicationContext context = StoreFixture.empty();

  @Override
  protected SilenceStore silences() {
    return context.getBean(SilenceStore.class);
  }

  @Override
  protected Transactions transactions() {
    return context.getBean(Transactions.class);
  }
}
