package dev.tocsin.store.remediation;

import dev.tocsin.core.remediation.KnownAlerts;
import dev.tocsin.store.StoreFixture;
import dev.tocsin.testkit.remediation.KnownAlertsContract;

class PostgresKnownAlertsTest extends KnownAlertsContract {
  @Override
  protected KnownAlerts newKnownAlerts() {
    return StoreFixture.empty().getBean(KnownAlerts.class);
  }
}
