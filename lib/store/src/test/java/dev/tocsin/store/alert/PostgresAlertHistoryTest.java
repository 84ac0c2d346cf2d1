package dev.tocsin.store.alert;

import dev.tocsin.engine.alert.AlertHistory;
import dev.tocsin.store.StoreFixture;
import dev.tocsin.testkit.alert.AlertHistoryContract;
import io.micronaut.context.ApplicationContext;

class PostgresAlertHistoryTest extends AlertHistoryContract {
  private final ApplicationContext context = StoreFixture.empty();

  @Override
  protected AlertHistory history() {
    return context.getBean(AlertHistory.class);
  }
}
