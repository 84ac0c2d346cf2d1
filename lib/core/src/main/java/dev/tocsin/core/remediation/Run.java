package dev.tocsin.core.remediation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * One remediation for one firing of an alert, from the decision to its end.
 *
 * @param reason why it ended, or why the last attempt failed
 * @param detail one sentence for a person; may be empty
 * @param dueAt when something is to be done, whose meaning the status gives; none at the end
 * @param approval the question to a person, if there is one
 * @param attempts when it was carried out, oldest first
 */
public record Run(
    UUID id,
    RunPlan plan,
    RunStatus status,
    Optional<EndReason> reason,
    String detail,
    Optional<Instant> dueAt,
    Optional<Approval> approval,
    List<Instant> attempts,
    Optional<Instant> finished) {
  public Run {
    attempts = List.copyOf(attempts);
  }

  /** A person answered: the run may be carried out at once, or is over. */
  public Run answered(Approval.Decided answer) {
    Optional<Approval> reported =
        approval.map(
            asked -> new Approval(asked.expiresAt(), asked.attempt(), Optional.of(answer)));
    return switch (answer.answer()) {
      case APPROVE ->
          new Run(
              id,
              plan,
              RunStatus.APPROVED,
              reason,
              detail,
              Optional.of(answer.at()),
              reported,
              attempts,
              finished);
      case DENY ->
          new Run(
              id,
              plan,
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
  int nextAttempt() {
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
    return new Run(
        id,
        plan,
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
    return new Run(
        id, plan, RunStatus.RUNNING, reason, detail, Optional.of(until), approval, more, finished);
  }

  /** Nothing can be done before {@code at}; no attempt was made. */
  public Run postponed(Instant at) {
    return new Run(id, plan, status, reason, detail, Optional.of(at), approval, attempts, finished);
  }

  /** An attempt failed and another one is due at {@code at}. */
  public Run again(EndReason why, String reported, Instant at) {
    return new Run(
        id,
        plan,
        RunStatus.APPROVED,
        Optional.of(why),
        reported,
        Optional.of(at),
        approval,
        attempts,
        finished);
  }

  public Run ended(RunStatus end, EndReason why, String reported, Instant now) {
    return new Run(
        id,
        plan,
        end,
        Optional.of(why),
        reported,
        Optional.empty(),
        approval,
        attempts,
        Optional.of(now));
  }
}
