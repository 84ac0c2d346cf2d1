package dev.tocsin.core.remediation;

import dev.tocsin.core.message.AlertSnapshot;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * One remediation for one firing of an alert, from the decision to its end.
 *
 * @param target what is repaired: the alert's instance id
 * @param seq number of the alert event that it answers
 * @param parameters what people see of the request
 * @param parametersHash digest of all of the request; empty when there is no valid one
 * @param reason why it ended, or why the last attempt failed
 * @param detail one sentence for a person; may be empty
 * @param dueAt when something is to be done, whose meaning the status gives; none at the end
 * @param approval the question to a person, if there is one
 * @param attempts when it was carried out, oldest first
 */
public record Run(
    UUID id,
    String remediationId,
    String remediationName,
    String action,
    String target,
    AlertSnapshot alert,
    long seq,
    Map<String, String> parameters,
    String parametersHash,
    RunStatus status,
    Optional<EndReason> reason,
    String detail,
    Optional<Instant> dueAt,
    Optional<Approval> approval,
    List<Instant> attempts,
    Instant created,
    Optional<Instant> finished) {
  public Run {
    parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
    attempts = List.copyOf(attempts);
  }

  /** A person answered: the run may be carried out at once, or is over. */
  public Run answered(Approval.Decided answer) {
    Optional<Approval> reported =
        approval.map(
            asked -> new Approval(asked.expiresAt(), asked.attempt(), Optional.of(answer)));
    return switch (answer.answer()) {
      case APPROVE ->
          copy(
              RunStatus.APPROVED,
              reason,
              detail,
              Optional.of(answer.at()),
              reported,
              attempts,
              finished);
      case DENY ->
          copy(
              RunStatus.SKIPPED,
              Optional.of(EndReason.DENIED),
              "denied by a person",
              Optional.empty(),
              reported,
              attempts,
              Optional.of(answer.at()));
    };
  }

  /** The number of the attempt that comes next, from 1. */
  public int nextAttempt() {
    return attempts.size() + 1;
  }

  /** A person is asked for the next attempt; an answer to an older question no longer counts. */
  public Run asked(Instant now) {
    Instant usual = now.plus(RemediationPolicy.APPROVAL_TIME);
    // Two questions of a run never lapse at the same time, since that would be the same token.
    Instant lapse =
        approval
            .map(older -> older.expiresAt().plusMillis(1))
            .filter(usual::isBefore)
            .orElse(usual);
    return copy(
        RunStatus.AWAITING_APPROVAL,
        reason,
        detail,
        Optional.of(lapse),
        Optional.of(new Approval(lapse, nextAttempt(), Optional.empty())),
        attempts,
        finished);
  }

  /** An attempt begins; whoever makes it has until {@code until} to record its outcome. */
  public Run started(Instant now, Instant until) {
    List<Instant> more = Stream.concat(attempts.stream(), Stream.of(now)).toList();
    return copy(RunStatus.RUNNING, reason, detail, Optional.of(until), approval, more, finished);
  }

  /** Nothing can be done before {@code at}; no attempt was made. */
  public Run postponed(Instant at) {
    return copy(status, reason, detail, Optional.of(at), approval, attempts, finished);
  }

  /** An attempt failed and another one is due at {@code at}. */
  public Run again(EndReason why, String reported, Instant at) {
    return copy(
        RunStatus.APPROVED,
        Optional.of(why),
        reported,
        Optional.of(at),
        approval,
        attempts,
        finished);
  }

  public Run ended(RunStatus end, EndReason why, String reported, Instant now) {
    return copy(
        end, Optional.of(why), reported, Optional.empty(), approval, attempts, Optional.of(now));
  }

  private Run copy(
      RunStatus newStatus,
      Optional<EndReason> why,
      String reported,
      Optional<Instant> due,
      Optional<Approval> asked,
      List<Instant> made,
      Optional<Instant> end) {
    return new Run(
        id,
        remediationId,
        remediationName,
        action,
        target,
        alert,
        seq,
        parameters,
        parametersHash,
        newStatus,
        why,
        reported,
        due,
        asked,
        made,
        created,
        end);
  }
}
