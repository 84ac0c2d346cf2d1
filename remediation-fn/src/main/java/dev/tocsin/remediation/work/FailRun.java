package dev.tocsin.remediation.work;

import dev.tocsin.core.file.Reloadable;
import dev.tocsin.core.remediation.Catalogue;
import dev.tocsin.core.remediation.EndReason;
import dev.tocsin.core.remediation.RemediationPolicy;
import dev.tocsin.core.remediation.Run;
import dev.tocsin.core.remediation.RunStatus;
import dev.tocsin.core.remediation.Runs;
import dev.tocsin.core.remediation.Target;
import dev.tocsin.core.remediation.TargetHistory;
import dev.tocsin.remediation.save.SaveRuns;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Set;

/** Records that an attempt failed, within the transaction that holds the run. */
@Singleton
class FailRun {
  private final Runs runs;
  private final SaveRuns save;
  private final Reloadable<Catalogue> catalogue;

  FailRun(Runs runs, SaveRuns save, Reloadable<Catalogue> catalogue) {
    this.runs = runs;
    this.save = save;
    this.catalogue = catalogue;
  }

  void failed(Run run, EndReason why, String detail, Instant now) {
    Target target = new Target(run.plan().remediationId(), run.plan().target());
    TargetHistory history =
        runs.lockTargets(Set.of(target), now.minus(RemediationPolicy.WINDOW))
            .getOrDefault(target, TargetHistory.NONE);
    Run after =
        catalogue
            .current()
            .find(run.plan().remediationId())
            .map(entry -> RemediationPolicy.afterFailure(run, entry, history, why, detail, now))
            .orElseGet(() -> run.ended(RunStatus.FAILED, why, detail, now));
    save.save(after, now);
  }
}
