package dev.tocsin.core.remediation;

import dev.tocsin.core.remediation.HttpAction.Rendering;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Decides whether the next attempt of a run is made, by what holds when it comes due: a run may
 * have waited for a retry, a cooldown, an open breaker or a process that was down.
 */
public final class AttemptPolicy {
  private AttemptPolicy() {}

  /**
   * What holds now, read in the transaction that holds the run.
   *
   * @param entry what the catalogue has under the run's remediation
   * @param alertFires whether the newest that is known of the run's alert is that it fires
   * @param history what was tried on the run's target, this run included
   * @param trail the audit entries about the run
   */
  public record Facts(
      Optional<Remediation> entry,
      boolean alertFires,
      TargetHistory history,
      List<AuditEntry> trail) {
    public Facts {
      trail = List.copyOf(trail);
    }
  }

  /** What becomes of the attempt. */
  public sealed interface Decision {
    /** It is made, with this request. */
    record Make(ActionRequest request) implements Decision {}

    /** It is decided on again at {@code until}: the cooldown is not over. */
    record Wait(Instant until) implements Decision {}

    /** A person is asked for it. */
    record Ask() implements Decision {}

    /** It is not made, and the run is over; {@code detail} is one sentence for a person. */
    record Refuse(EndReason why, String detail) implements Decision {}
  }

  /**
   * The first obstacle found is the decision; with none, the attempt is made. A decision that the
   * rows do not bear out comes first, so that it is the reason whatever else is wrong.
   *
   * @param run one whose status is {@link RunStatus#APPROVED}
   */
  public static Decision decide(Run run, Facts facts, Instant now) {
    return unproven(run, facts.trail())
        .<Decision>map(detail -> new Decision.Refuse(EndReason.NOT_APPROVED, detail))
        .orElseGet(() ->
            facts
                .entry()
                .map(entry -> byEntry(run, entry, facts, now))
                .orElseGet(() ->
                    new Decision.Refuse(
                        EndReason.REMEDIATION_REMOVED,
                        "the catalogue no longer has this remediation")));
  }

  private static Decision byEntry(Run run, Remediation entry, Facts facts, Instant now) {
    if (!entry.alertRules().contains(run.plan().alert().ruleId())) {
      return new Decision.Refuse(
          EndReason.RULE_REMOVED, "the catalogue no longer names the alert's rule for it");
    }
    if (!facts.alertFires()) {
      return new Decision.Refuse(EndReason.ALERT_RESOLVED, "the alert was over before that");
    }
    Optional<ActionRequest> request = request(run, entry);
    if (request.isEmpty()) {
      return new Decision.Refuse(
          EndReason.PARAMETERS_CHANGED, "the catalogue no longer says what was decided on");
    }
    int attempts = facts.history().attemptsInWindow();
    if (attempts >= entry.maxAttempts()) {
      return new Decision.Refuse(
          EndReason.MAX_ATTEMPTS,
          "%d of %d attempts on this target in 24 hours are used up"
              .formatted(attempts, entry.maxAttempts()));
    }
    Optional<Instant> cool = facts.history().lastAttempt().map(last -> last.plus(entry.cooldown()));
    if (cool.filter(end -> end.isAfter(now)).isPresent()) {
      return new Decision.Wait(cool.get());
    }
    return entry.requiresApproval() && !covered(run)
        ? new Decision.Ask()
        : new Decision.Make(request.get());
  }

  /** Whether the run's question was for the next attempt, rather than for one before it. */
  private static boolean covered(Run run) {
    return run.approval().filter(asked -> asked.attempt() >= run.nextAttempt()).isPresent();
  }

  /** The request as the catalogue has it now, if it still is the one that was decided on. */
  private static Optional<ActionRequest> request(Run run, Remediation entry) {
    return entry.action().render(run.plan().alert()) instanceof Rendering.Ready ready
        ? Optional.of(ready.request())
            .filter(now ->
                now.hash(run.plan().remediationId(), run.plan().target())
                    .equals(run.plan().parametersHash()))
        : Optional.empty();
  }

  /** What lacks of an approval of the next attempt, for a run that was asked for. */
  private static Optional<String> unproven(Run run, List<AuditEntry> trail) {
    Optional<Approval> question = run.approval();
    if (question.isEmpty() || question.get().attempt() < run.nextAttempt()) {
      return Optional.empty();
    }
    Approval asked = question.get();
    if (asked.decided().isEmpty()) {
      return Optional.of("no decision is stored with its question");
    }
    Approval.Decided decided = asked.decided().get();
    if (decided.answer() != Approval.Answer.APPROVE) {
      return Optional.of("the decision stored with its question is no approval");
    }
    if (asked.attempt() != run.nextAttempt()) {
      return Optional.of(
          "the decision is on attempt %d, and this is attempt %d"
              .formatted(asked.attempt(), run.nextAttempt()));
    }
    if (!decided.at().isBefore(asked.expiresAt())) {
      return Optional.of("the decision was stored after the question had lapsed");
    }
    return trail.contains(AuditEntry.of(run.id(), asked.attempt(), decided))
        ? Optional.empty()
        : Optional.of("the audit trail has no row of the decision");
  }

  /**
   * The run after a refusal: failed when its approval is not borne out, as {@link
   * RemediationPolicy#afterResolution} has it when its alert is over, else skipped.
   */
  public static Run refused(Run run, Decision.Refuse refusal, Instant now) {
    return switch (refusal.why()) {
      case ALERT_RESOLVED -> RemediationPolicy.afterResolution(run, now);
      case NOT_APPROVED -> run.ended(RunStatus.FAILED, refusal.why(), refusal.detail(), now);
      default -> run.ended(RunStatus.SKIPPED, refusal.why(), withFailure(run, refusal), now);
    };
  }

  private static String withFailure(Run run, Decision.Refuse refusal) {
    return run.attempts().isEmpty()
        ? refusal.detail()
        : "%s; the attempt before failed: %s".formatted(refusal.detail(), run.detail());
  }
}
