package dev.tocsin.core.delivery;

import dev.tocsin.core.label.Fingerprint;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * One message to one receiver about one event, fixed before its first attempt.
 *
 * @param queued its place in the sequence of its fingerprint; its arrival is given by the store
 * @param eventId the event that it reports, and the key by which the receiver knows a repeat
 * @param receiver name of the receiver; where it is found is a matter of configuration
 * @param body JSON, with a placeholder where {@code approval} is present
 * @param dueAt not to be sent before
 * @param deadline to be given up at
 * @param attempts how many failed or succeeded since it was last driven again
 * @param redrives how often it was driven again after its end
 * @param detail what the last attempt came to, one sentence; empty before the first
 */
public record Delivery(
    QueuedDelivery queued,
    UUID eventId,
    Fingerprint fingerprint,
    String receiver,
    String body,
    Optional<ApprovalLink> approval,
    Instant created,
    Instant dueAt,
    Instant deadline,
    int attempts,
    int redrives,
    String detail) {
  public UUID id() {
    return queued.id();
  }

  public Reason reason() {
    return queued.reason();
  }

  /** The same delivery, standing where it is for another reason. */
  public Delivery because(Reason reason) {
    return new Delivery(
        queued.because(reason),
        eventId,
        fingerprint,
        receiver,
        body,
        approval,
        created,
        dueAt,
        deadline,
        attempts,
        redrives,
        detail);
  }
}
