package dev.tocsin.core.remediation;

import dev.tocsin.core.identity.DerivedId;
import java.time.Instant;
import java.util.UUID;

/**
 * What a person decided on a run, or that an attempt of it was refused.
 *
 * @param principal who: a login, {@code link} when possession of the link sufficed, or {@link
 *     #TOCSIN}
 * @param source the address it came from; empty when unknown
 * @param action {@code remediation.approve}, {@code remediation.deny} or {@code remediation.refuse}
 * @param subject the run
 * @param comment what was said with it, or the reason of a refusal; may be empty
 */
public record AuditEntry(
    UUID id,
    Instant at,
    String principal,
    String source,
    String action,
    UUID subject,
    String comment) {
  /** Who refuses an attempt. */
  static final String TOCSIN = "tocsin";

  /** The entry of an answer to a run's question, the same each time. */
  public static AuditEntry of(UUID runId, int attempt, Approval.Decided decided) {
    return new AuditEntry(
        DerivedId.of(runId, attempt == 1 ? "decided" : "decided:" + attempt),
        decided.at(),
        decided.principal(),
        decided.source(),
        "remediation." + decided.answer().code(),
        runId,
        decided.comment());
  }

  /** The entry of a run whose next attempt is refused. */
  public static AuditEntry refused(Run run, EndReason why, String detail, Instant now) {
    return new AuditEntry(
        DerivedId.of(run.id(), "refused:" + run.nextAttempt()),
        now,
        TOCSIN,
        "",
        "remediation.refuse",
        run.id(),
        why.code() + ": " + detail);
  }
}
