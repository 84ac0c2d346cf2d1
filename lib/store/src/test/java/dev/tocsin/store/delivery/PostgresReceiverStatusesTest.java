package dev.tocsin.store.delivery;

import dev.tocsin.core.delivery.ReceiverStatuses;
import dev.tocsin.store.StoreFixture;
import dev.tocsin.testkit.delivery.ReceiverStatusesContract;
import io.micronaut.context.ApplicationContext;

class PostgresReceiverStatusesTest extends ReceiverStatusesContract {
  private final ApplicationContext context = StoreFixture.empty();

  @Override
  protected ReceiverStatuses statuses() {
    return context.getBean(ReceiverStatuses.class);
  }
}
