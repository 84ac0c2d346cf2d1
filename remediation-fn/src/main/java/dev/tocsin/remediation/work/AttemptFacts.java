package dev.tocsin.remediation.work;

import dev.tocsin.core.file.Reloadable;
import dev.tocsin.core.remediation.AttemptPolicy.Facts;
import dev.tocsin.core.remediation.AuditTrail;
import dev.tocsin.core.remediation.Catalogue;
import dev.tocsin.core.remediation.KnownAlerts;
import dev.tocsin.core.remediation.RemediationPolicy;
import dev.tocsin.core.remediation.Run;
import dev.tocsin.core.remediation.Runs;
import dev.tocsin.core.remediation.Target;
import dev.tocsin.core.remediation.TargetHistory;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Set;

/** Reads what decides whether an attempt may be made. */
@Singleton
class AttemptFacts {
  private final Runs runs;
  private final KnownAlerts knownAlerts;
  private final AuditTrail audit;
  private final Reloadable<Catalogue> catalogue;

  AttemptFacts(
      Runs runs, KnownAlerts knownAlerts, AuditTrail audit, Reloadable<Catalogue> catalogue) {
    this.runs = runs;
    this.knownAlerts = knownAlerts;
    this.audit = audit;
    this.catalogue = catalogue;
  }

  /** What holds in this transaction. Locks the target, after the run as everyone does. */
  Facts of(Run run, Instant now) {
    Target target = new Target(run.plan().remediationId(), run.plan().target());
    return new Facts(
        catalogue.current().find(run.plan().remediationId()),
        knownAlerts.fires(run.plan().alert()),
        runs.lockTargets(Set.of(target), now.minus(RemediationPolicy.WINDOW))
            .getOrDefault(target, TargetHistory.NONE),
        audit.of(run.id()));
  }
}
