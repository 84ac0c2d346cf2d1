package dev.tocsin.store.remediation;

import dev.tocsin.core.remediation.AuditTrail;
import dev.tocsin.core.remediation.KnownAlerts;
import dev.tocsin.core.remediation.Runs;
import dev.tocsin.store.retention.Retained;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;

/**
 * Keeps runs that ended, with their approvals, for 90 days, what people decided for a year, and the
 * end of an alert for 8 days: longer than any of its events is on its way.
 */
@Singleton
final class RemediationRetention implements Retained {
  private static final Duration RUNS = Duration.ofDays(90);
  private static final Duration AUDIT = Duration.ofDays(365);
  private static final Duration ALERTS = Duration.ofDays(8);

  private final Runs runs;
  private final AuditTrail audit;
  private final KnownAlerts knownAlerts;

  RemediationRetention(Runs runs, AuditTrail audit, KnownAlerts knownAlerts) {
    this.runs = runs;
    this.audit = audit;
    this.knownAlerts = knownAlerts;
  }

  @Override
  public String name() {
    return "remediation";
  }

  @Override
  public int sweep(Instant now) {
    return runs.purge(now.minus(RUNS))
        + audit.purge(now.minus(AUDIT))
        + knownAlerts.purge(now.minus(ALERTS));
  }
}
