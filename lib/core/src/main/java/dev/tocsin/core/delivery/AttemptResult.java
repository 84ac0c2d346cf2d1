package dev.tocsin.core.delivery;

import java.time.Instant;
import java.util.UUID;

/**
 * What an attempt, or the passing of time, came to.
 *
 * @param reason a final one, or {@link Reason#RETRYING}
 * @param dueAt when it is tried again; meaningless for a final reason
 * @param attempted whether it counts as an attempt
 * @param detail one sentence for a person
 */
public record AttemptResult(
    UUID id, Reason reason, Instant dueAt, boolean attempted, String detail) {
  public boolean isFinal() {
    return reason.state() != Reason.State.WAITING;
  }
}
