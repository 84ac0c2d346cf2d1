package dev.tocsin.remediation.work;

import dev.tocsin.core.breaker.Admission;
import dev.tocsin.core.breaker.Destination;
import dev.tocsin.core.outbox.Transactions;
import dev.tocsin.core.remediation.ActionRequest;
import dev.tocsin.core.remediation.AttemptPolicy;
import dev.tocsin.core.remediation.AttemptPolicy.Decision;
import dev.tocsin.core.remediation.AuditEntry;
import dev.tocsin.core.remediation.AuditTrail;
import dev.tocsin.core.remediation.EndReason;
import dev.tocsin.core.remediation.Run;
import dev.tocsin.core.remediation.RunStatus;
import dev.tocsin.core.remediation.Runs;
import dev.tocsin.remediation.save.SaveRuns;
import dev.tocsin.remediation.setting.RemediationSettings;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the next due run, one a transaction, so that locks are held briefly and in one order. */
@Singleton
class ClaimRun {
  private static final Logger LOG = LoggerFactory.getLogger(ClaimRun.class);

  private final Transactions transactions;
  private final Runs runs;
  private final SaveRuns save;
  private final FailRun fail;
  private final AttemptFacts facts;
  private final ActionBreakers breakers;
  private final AuditTrail audit;
  private final RemediationSettings settings;
  private final InstantSource clock;

  ClaimRun(
      Transactions transactions,
      Runs runs,
      SaveRuns save,
      FailRun fail,
      AttemptFacts facts,
      ActionBreakers breakers,
      AuditTrail audit,
      RemediationSettings settings,
      InstantSource clock) {
    this.transactions = transactions;
    this.runs = runs;
    this.save = save;
    this.fail = fail;
    this.facts = facts;
    this.breakers = breakers;
    this.audit = audit;
    this.settings = settings;
    this.clock = clock;
  }

  Claim next() {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    return transactions.inOne(() ->
        runs.lockDue(now, 1).stream()
            .findFirst()
            .map(run -> bringOn(run, now))
            .orElseGet(Claim.Nothing::new));
  }

  private Claim bringOn(Run run, Instant now) {
    return switch (run.status()) {
      case AWAITING_APPROVAL ->
          settled(
              run.ended(
                  RunStatus.SKIPPED, EndReason.APPROVAL_EXPIRED, "nobody answered in time", now),
              now);
      case APPROVED -> start(run, now);
      case RUNNING -> {
        fail.failed(
            run,
            EndReason.OUTCOME_UNKNOWN,
            "the instance that sent the request never recorded its outcome",
            now);
        yield new Claim.Settled();
      }
      case SKIPPED, SUCCESS, FAILED ->
          throw new IllegalStateException("run %s is over and due".formatted(run.id()));
    };
  }

  private Claim settled(Run run, Instant now) {
    save.save(run, now);
    return new Claim.Settled();
  }

  private Claim start(Run run, Instant now) {
    return switch (AttemptPolicy.decide(run, facts.of(run, now), now)) {
      case Decision.Make make -> start(run, make.request(), now);
      case Decision.Wait wait -> settled(run.postponed(wait.until()), now);
      case Decision.Ask ask -> settled(run.asked(now), now);
      case Decision.Refuse refuse -> refused(run, refuse, now);
    };
  }

  private Claim refused(Run run, Decision.Refuse refuse, Instant now) {
    if (refuse.why() == EndReason.NOT_APPROVED) {
      LOG.error(
          "run {} of {} is marked as approved and is not carried out: {}",
          run.id(),
          run.plan().remediationId(),
          refuse.detail());
    }
    audit.add(AuditEntry.refused(run, refuse.why(), refuse.detail(), now));
    return settled(AttemptPolicy.refused(run, refuse, now), now);
  }

  private Claim start(Run run, ActionRequest request, Instant now) {
    Destination destination = Destination.of(request.uri());
    return switch (breakers.admit(destination, now)) {
      case Admission.Free free -> started(run, request, destination, free.epoch(), now);
      case Admission.Probe probe -> started(run, request, destination, probe.epoch(), now);
      case Admission.Blocked blocked -> settled(run.postponed(blocked.until()), now);
      case Admission.Probing probing -> settled(run.postponed(probing.until()), now);
    };
  }

  private Claim started(
      Run run, ActionRequest request, Destination destination, long epoch, Instant now) {
    Run ours = run.started(now, now.plus(settings.lease()));
    runs.save(ours);
    return new Claim.Started(ours, request, destination, epoch);
  }
}
