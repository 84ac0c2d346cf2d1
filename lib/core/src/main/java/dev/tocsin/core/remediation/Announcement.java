package dev.tocsin.core.remediation;

import dev.tocsin.core.identity.DerivedId;
import dev.tocsin.core.message.ApprovalRequested;
import dev.tocsin.core.message.Message;
import dev.tocsin.core.message.RemediationFinished;
import java.time.Instant;
import java.util.Optional;

/** What people are notified of when a run reaches a status. */
public final class Announcement {
  private Announcement() {}

  /** The question when it awaits approval, the outcome at its end, and nothing in between. */
  public static Optional<Message> of(Run run, Instant now) {
    return switch (run.status()) {
      case AWAITING_APPROVAL -> run.approval().map(approval -> asked(run, approval, now));
      case APPROVED, RUNNING -> Optional.empty();
      case SKIPPED, SUCCESS, FAILED -> run.reason().map(why -> finished(run, why, now));
    };
  }

  private static Message asked(Run run, Approval approval, Instant now) {
    int attempt = approval.attempt();
    return new ApprovalRequested(
        ApprovalRequested.VERSION,
        DerivedId.of(run.id(), attempt == 1 ? "asked" : "asked:" + attempt),
        run.plan().seq(),
        now,
        run.plan().alert(),
        run.id(),
        run.plan().remediationId(),
        run.plan().remediationName(),
        run.plan().action(),
        run.plan().target(),
        run.plan().parameters(),
        run.plan().parametersHash(),
        approval.expiresAt(),
        attempt == 1 ? null : attempt,
        run.detail().isEmpty() ? null : run.detail());
  }

  private static Message finished(Run run, EndReason why, Instant now) {
    return new RemediationFinished(
        RemediationFinished.VERSION,
        DerivedId.of(run.id(), "finished"),
        run.plan().seq(),
        now,
        run.plan().alert(),
        run.id(),
        run.plan().remediationId(),
        run.plan().remediationName(),
        run.plan().action(),
        run.plan().target(),
        run.status().code(),
        why.code(),
        run.detail());
  }
}
