package dev.tocsin.testkit.remediation;

import dev.tocsin.core.remediation.AuditTrail;
import dev.tocsin.testkit.outbox.InMemoryTransactions;

class InMemoryAuditTrailTest extends AuditTrailContract {
  @Override
  protected AuditTrail newAuditTrail() {
    return new InMemoryAuditTrail(new InMemoryTransactions());
  }
}
