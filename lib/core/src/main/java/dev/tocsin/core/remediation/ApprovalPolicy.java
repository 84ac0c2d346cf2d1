package dev.tocsin.core.remediation;

import java.time.Instant;
import java.util.Optional;

/** Decides whether an answer to an approval still counts. Whoever asks has shown the token. */
public final class ApprovalPolicy {
  private ApprovalPolicy() {}

  /** Why an answer does not count. */
  public enum Refusal {
    /** The question has lapsed. */
    EXPIRED,
    /** It was answered before. */
    ALREADY_DECIDED,
    ALERT_RESOLVED,
    /** The catalogue no longer says what was asked. */
    PARAMETERS_CHANGED
  }

  /** Whether the link has lapsed, for looking as for answering. */
  public static boolean expired(Run run, Instant now) {
    return run.approval().filter(asked -> now.isBefore(asked.expiresAt())).isEmpty();
  }

  /**
   * @param alertFires whether the newest that is known of the alert is that it fires
   * @param currentHash digest of what the catalogue would do now; none when it would do nothing
   */
  public static Optional<Refusal> refuse(
      Run run, boolean alertFires, Optional<String> currentHash, Instant now) {
    if (expired(run, now)) {
      return Optional.of(Refusal.EXPIRED);
    }
    if (run.reason().filter(EndReason.ALERT_RESOLVED::equals).isPresent()) {
      return Optional.of(Refusal.ALERT_RESOLVED);
    }
    if (run.status() != RunStatus.AWAITING_APPROVAL) {
      return Optional.of(Refusal.ALREADY_DECIDED);
    }
    if (!alertFires) {
      return Optional.of(Refusal.ALERT_RESOLVED);
    }
    return currentHash.filter(run.plan().parametersHash()::equals).isPresent()
        ? Optional.empty()
        : Optional.of(Refusal.PARAMETERS_CHANGED);
  }
}
