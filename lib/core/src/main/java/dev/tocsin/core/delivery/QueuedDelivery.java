package dev.tocsin.core.delivery;

import java.util.UUID;

/**
 * A delivery's place in the sequence of its fingerprint.
 *
 * @param id the delivery
 * @param alertId the alert that it reports; one fingerprint has one after the other
 * @param seq the evaluator's number of its event, or the number that it answers
 * @param arrival grows with the order in which the events were taken in
 */
public record QueuedDelivery(
    UUID id, UUID alertId, long seq, Kind kind, long arrival, Reason reason) {
  QueuedDelivery because(Reason other) {
    return new QueuedDelivery(id, alertId, seq, kind, arrival, other);
  }

  boolean waits() {
    return reason.state() == Reason.State.WAITING;
  }
}
