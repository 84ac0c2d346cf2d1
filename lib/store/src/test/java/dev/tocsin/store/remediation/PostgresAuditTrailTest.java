package dev.tocsin.store.remediation;

import dev.tocsin.core.remediation.AuditTrail;
import dev.tocsin.store.StoreFixture;
import dev.tocsin.testkit.remediation.AuditTrailContract;

class PostgresAuditTrailTest extends AuditTrailContract {
  @Override
  protected AuditTrail newAuditTrail() {
    return StoreFixture.empty().getBean(AuditTrail.class);
  }
}
