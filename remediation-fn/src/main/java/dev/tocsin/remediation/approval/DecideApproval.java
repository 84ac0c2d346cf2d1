package dev.tocsin.remediation.approval;

import dev.tocsin.core.file.Reloadable;
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
import dev.tocsin.core.remediation.Question;
import dev.tocsin.core.remediation.Run;
import dev.tocsin.core.remediation.Runs;
import dev.tocsin.platform.queue.QueuePublisher;
import dev.tocsin.remediation.save.SaveRuns;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

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
  private final QueuePublisher publisher;
  private final Reloadable<Catalogue> catalogue;
  private final ApprovalKey key;
  private final InstantSource clock;

  DecideApproval(
      Transactions transactions,
      Runs runs,
      KnownAlerts knownAlerts,
      AuditTrail audit,
      SaveRuns save,
      QueuePublisher publisher,
      Reloadable<Catalogue> catalogue,
      ApprovalKey key,
      InstantSource clock) {
    this.transactions = transactions;
    this.runs = runs;
    this.knownAlerts = knownAlerts;
    this.audit = audit;
    this.save = save;
    this.publisher = publisher;
    this.catalogue = catalogue;
    this.key = key;
    this.clock = clock;
  }

  /** Changes nothing, however often it is asked. */
  Answered look(UUID id, String token) {
    if (!holdsToken(id, token)) {
      return new Answered.Forbidden();
    }
    return runs.find(id)
        .<Answered>map(run ->
            ApprovalPolicy.expired(run, clock.instant())
                ? new Answered.Refused(Refusal.EXPIRED, run)
                : new Answered.Ok(run))
        .orElseGet(Answered.Forbidden::new);
  }

  /**
   * Takes an answer.
   *
   * @param source the address it comes from; empty when unknown
   */
  Answered answer(UUID id, String token, Approval.Answer answer, String comment, String source) {
    if (!holdsToken(id, token)) {
      return new Answered.Forbidden();
    }
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Answered answered =
        transactions.inOne(() -> {
          Optional<Run> run = runs.lock(id);
          // Another question may have taken the place of the token's own before the lock.
          if (run.isEmpty() || !holdsToken(id, token)) {
            return new Answered.Forbidden();
          }
          Run asked = run.get();
          Optional<Refusal> refusal =
              ApprovalPolicy.refuse(
                  asked, knownAlerts.fires(asked.plan().alert()), currentHash(asked), now);
          if (refusal.isPresent()) {
            return new Answered.Refused(refusal.get(), asked);
          }
          Approval.Decided decided = new Approval.Decided(answer, LINK, source, comment, now);
          Run after = asked.answered(decided);
          save.save(after, now);
          audit.add(AuditEntry.of(id, asked.approval().orElseThrow().attempt(), decided));
          return new Answered.Ok(after);
        });
    publisher.publish();
    return answered;
  }

  /**
   * Whether the token is the run's. No row of a run is read or locked before, and an unknown run
   * has a token derived and compared as well, so that it takes as long as a wrong token.
   */
  private boolean holdsToken(UUID id, String token) {
    Optional<Question> found = runs.question(id);
    Question question = found.orElse(Question.NONE);
    boolean matches =
        ApprovalToken.matches(
            token, key.bytes(), id, question.parametersHash(), question.expiresAt());
    return matches && found.isPresent();
  }

  private Optional<String> currentHash(Run run) {
    return catalogue
        .current()
        .find(run.plan().remediationId())
        .filter(entry -> entry.alertRules().contains(run.plan().alert().ruleId()))
        .map(entry -> entry.action().render(run.plan().alert()))
        .flatMap(rendering ->
            rendering instanceof Rendering.Ready ready
                ? Optional.of(ready.request().hash(run.plan().remediationId(), run.plan().target()))
                : Optional.empty());
  }
}
