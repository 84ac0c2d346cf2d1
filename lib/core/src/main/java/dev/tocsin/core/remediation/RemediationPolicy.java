package dev.tocsin.core.remediation;

import dev.tocsin.core.remediation.HttpAction.Rendering;
import java.time.Duration;
import java.time.Instant;

/** Decides whether an alert is repaired, and what follows when an attempt fails. */
public final class RemediationPolicy {
  /** The rolling time in which {@code max_attempts} are counted. */
  public static final Duration WINDOW = Duration.ofHours(24);

  /** How long a person has to answer. */
  static final Duration APPROVAL_TIME = Duration.ofMinutes(30);

  private RemediationPolicy() {}

  /** What is done about a firing alert. */
  public sealed interface Decision {
    record Skip(EndReason why, String detail) implements Decision {}

    /** A person is asked first. */
    record Ask(ActionRequest request) implements Decision {}

    record Run(ActionRequest request) implements Decision {}
  }

  /** The first obstacle found is the reason; with none, the run goes ahead or asks. */
  public static Decision decide(
      Remediation remediation, Rendering rendering, TargetHistory history, Instant now) {
    return switch (rendering) {
      case Rendering.Invalid invalid ->
          new Decision.Skip(EndReason.INVALID_PARAMETER, invalid.detail());
      case Rendering.Ready ready -> decide(remediation, ready.request(), history, now);
    };
  }

  private static Decision decide(
      Remediation remediation, ActionRequest request, TargetHistory history, Instant now) {
    if (history.open()) {
      return new Decision.Skip(
          EndReason.ALREADY_RUNNING, "another run for this target waits or is under way");
    }
    boolean cooling =
        history
            .lastAttempt()
            .filter(last -> last.plus(remediation.cooldown()).isAfter(now))
            .isPresent();
    if (cooling) {
      return new Decision.Skip(
          EndReason.COOLDOWN,
          "the last attempt on this target is less than %s old".formatted(remediation.cooldown()));
    }
    if (history.attemptsInWindow() >= remediation.maxAttempts()) {
      return new Decision.Skip(
          EndReason.MAX_ATTEMPTS,
          "%d of %d attempts on this target in 24 hours are used up"
              .formatted(history.attemptsInWindow(), remediation.maxAttempts()));
    }
    return remediation.requiresApproval() ? new Decision.Ask(request) : new Decision.Run(request);
  }

  /**
   * What becomes of a run whose attempt failed or was never recorded: another one after the
   * cooldown while the target has attempts left, else the end.
   *
   * @param history with the failed attempt counted
   */
  public static Run afterFailure(
      Run run,
      Remediation remediation,
      TargetHistory history,
      EndReason why,
      String detail,
      Instant now) {
    return history.attemptsInWindow() < remediation.maxAttempts()
        ? run.again(why, detail, now.plus(remediation.cooldown()))
        : run.ended(RunStatus.FAILED, why, detail, now);
  }

  /** What becomes of an open run whose alert is over; one under way goes on. */
  static Run afterResolution(Run run, Instant now) {
    return switch (run.status()) {
      case AWAITING_APPROVAL -> resolved(run, now);
      case APPROVED ->
          run.reason()
              .filter(why -> !run.attempts().isEmpty())
              .map(why -> run.ended(RunStatus.FAILED, why, run.detail(), now))
              .orElseGet(() -> resolved(run, now));
      case RUNNING, SKIPPED, SUCCESS, FAILED -> run;
    };
  }

  private static Run resolved(Run run, Instant now) {
    return run.ended(
        RunStatus.SKIPPED, EndReason.ALERT_RESOLVED, "the alert was over before that", now);
  }
}
