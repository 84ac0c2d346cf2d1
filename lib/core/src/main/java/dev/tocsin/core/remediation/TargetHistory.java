package dev.tocsin.core.remediation;

import java.time.Instant;
import java.util.Optional;

/**
 * What was tried on a target.
 *
 * @param open whether a run for it waits or is under way
 * @param attemptsInWindow attempts within {@link RemediationPolicy#WINDOW}
 * @param lastAttempt the newest attempt ever
 */
public record TargetHistory(boolean open, int attemptsInWindow, Optional<Instant> lastAttempt) {
  public static final TargetHistory NONE = new TargetHistory(false, 0, Optional.empty());
}
