package dev.tocsin.testkit.remediation;

import dev.tocsin.core.remediation.KnownAlerts;
import dev.tocsin.testkit.outbox.InMemoryTransactions;

class InMemoryKnownAlertsTest extends KnownAlertsContract {
  @Override
  protected KnownAlerts newKnownAlerts() {
    return new InMemoryKnownAlerts(new InMemoryTransactions());
  }
}
