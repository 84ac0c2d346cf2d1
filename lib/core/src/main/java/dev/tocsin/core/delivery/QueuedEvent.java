package dev.tocsin.core.delivery;

import dev.tocsin.core.label.Fingerprint;
import java.util.UUID;

/**
 * The delivery of an event in the sequence of its group and integration.
 *
 * @param id the delivery
 * @param alertId the alert that it reports; one fingerprint has one after the other
 * @param seq the evaluator's number of its event, or the number that it answers
 * @param arrival grows with the order in which the events were taken in
 */
public record QueuedEvent(
    UUID id,
    UUID alertId,
    Fingerprint fingerprint,
    long seq,
    Kind kind,
    long arrival,
    Reason reason) {
  QueuedEvent because(Reason other) {
    return new QueuedEvent(id, alertId, fingerprint, seq, kind, arrival, other);
  }

  /** Whether it is a firing that may still be accepted. */
  public boolean mayOpen() {
    return kind == Kind.FIRING && waits();
  }

  boolean waits() {
    return reason.state() == Reason.State.WAITING;
  }
}
