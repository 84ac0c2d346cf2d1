package dev.tocsin.remediation.approval;

import dev.tocsin.core.file.Reloadable;
import dev.tocsin.core.identity.DerivedId;
import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.outbox.Transactions;
import dev.tocsin.core.remediation.Approval;
import dev.tocsin.core.remediation.ApprovalPolicy;
import dev.tocsin.core.remediation.ApprovalPolicy.Refusal;
import dev.tocsin.core.remediation.ApprovalToken;
import dev.tocsin.core.remediation.AuditEntry;
import dev.tocsin.core.remediation.AuditTrail;
import dev.tocsin.core.remediation.Catalogue;
import dev.tocsin.core.remediation.HttpAction.Rendering;
import dev.tocsin.core.remediation.KnownAlerts;
import dev.tocsin.core.remediation.Run;
import dev.tocsin.core.remediation.Runs;
import dev.tocsin.remediation.save.FollowUp;
import dev.tocsin.remediation.save.SaveRuns;
import dev.tocsin.remediation.save.Saved;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

/** Shows an approval to whoever has its token, and takes the one answer it may have. */
@Singleton
class DecideApproval {
  /** Who decided, where possession of the link suffices. */
  private static final String LINK = "link";

  private final Transactions transactions;
  private final Runs runs;
  private final KnownAlerts knownAlerts;
  private final AuditTrail audit;
  private final SaveRuns save;
  private final FollowUp followUp;
  private final Reloadable<Catalogue> catalogue;
  private final ApprovalKey key;
  private final InstantSource clock;

  DecideApproval(
      Transactions transactions,
      Runs runs,
      KnownAlerts knownAlerts,
      AuditTrail audit,
      SaveRuns save,
      FollowUp followUp,
      Reloadable<Catalogue> catalogue,
      ApprovalKey key,
      InstantSource clock) {
    this.transactions = transactions;
    this.runs = runs;
    this.knownAlerts = knownAlerts;
    this.audit = audit;
    this.save = save;
    this.followUp = followUp;
    this.catalogue = catalogue;
    this.key = key;
    this.clock = clock;
  }

  /** Changes nothing, however often it is asked. */
  Answered look(UUID id, String token) {
    Optional<Run> run = runs.find(id);
    if (!holdsToken(run, id, token)) {
      return new Answered.Forbidden();
    }
    return ApprovalPolicy.expired(run.orElseThrow(), clock.instant())
        ? new Answered.Refused(Refusal.EXPIRED, run.orElseThrow())
        : new Answered.Ok(run.orElseThrow());
  }

  /**
   * Takes an answer.
   *
   * @param source the address it comes from; empty when unknown
   */
  Answered answer(UUID id, String token, Approval.Answer answer, String comment, String source) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    AtomicReference<Saved> saved = new AtomicReference<>();
    Answered answered =
        transactions.inOne(() -> {
          Optional<Run> run = runs.lock(id);
          if (!holdsToken(run, id, token)) {
            return new Answered.Forbidden();
          }
          Run asked = run.orElseThrow();
          Optional<Refusal> refusal =
              ApprovalPolicy.refuse(asked, fires(asked), currentHash(asked), now);
          if (refusal.isPresent()) {
            return new Answered.Refused(refusal.get(), asked);
          }
          Approval.Decided decided = new Approval.Decided(answer, LINK, source, comment, now);
          Run after = asked.answered(decided);
          saved.set(save.save(after, now));
          audit.add(entry(after, decided));
          return new Answered.Ok(after);
        });
    Optional.ofNullable(saved.get()).ifPresent(followUp::follow);
    return answered;
  }

  /** Derives and compares a token in any case, so that an unknown run takes no less time. */
  private boolean holdsToken(Optional<Run> run, UUID id, String token) {
    Optional<Approval> approval = run.flatMap(Run::approval);
    boolean matches =
        ApprovalToken.matches(
            token,
            key.bytes(),
            id,
            run.map(Run::parametersHash).orElse("0".repeat(64)),
            approval.map(Approval::expiresAt).orElse(Instant.EPOCH));
    return matches && approval.isPresent();
  }

  private boolean fires(Run run) {
    Fingerprint fingerprint = Fingerprint.parse(run.alert().fingerprint());
    KnownAlerts.KnownAlert known = knownAlerts.load(List.of(fingerprint)).get(fingerprint);
    return known != null && known.fires() && known.alertId().equals(run.alert().alertId());
  }

  private Optional<String> currentHash(Run run) {
    return catalogue
        .current()
        .find(run.remediationId())
        .map(entry -> entry.action().render(run.alert()))
        .flatMap(rendering ->
            rendering instanceof Rendering.Ready ready
                ? Optional.of(ready.request().hash(run.remediationId(), run.target()))
                : Optional.empty());
  }

  private static AuditEntry entry(Run run, Approval.Decided decided) {
    return new AuditEntry(
        DerivedId.of(run.id(), "decided"),
        decided.at(),
        decided.principal(),
        decided.source(),
        "remediation." + decided.answer().code(),
        run.id(),
        decided.comment());
  }
}
