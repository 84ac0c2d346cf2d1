package dev.tocsin.core.delivery;

import dev.tocsin.core.delivery.Subject.AlertEvent;
import dev.tocsin.core.delivery.Subject.GroupFlush;
import dev.tocsin.core.identity.DerivedId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * One message to one receiver about one subject, fixed before its first attempt.
 *
 * @param receiver name of the receiver; where it is found is a matter of configuration
 * @param arrival grows with the order in which deliveries were added; given by the store
 * @param body JSON, but for the placeholder of an approval link
 * @param dueAt not to be sent before
 * @param deadline to be given up at
 * @param attempts how many failed or succeeded since it was last driven again
 * @param redrives how often it was driven again after its end
 * @param detail what the last attempt came to, one sentence; empty before the first
 */
public record Delivery(
    UUID id,
    Subject subject,
    String receiver,
    Reason reason,
    long arrival,
    String body,
    Instant created,
    Instant dueAt,
    Instant deadline,
    int attempts,
    int redrives,
    String detail) {
  /** The key by which the receiver knows a repeat. */
  public UUID idempotencyKey() {
    return switch (subject) {
      case AlertEvent event -> event.eventId();
      case GroupFlush flush -> id;
    };
  }

  /** The identity of the dead letter that it is, should it die now. */
  public UUID letterId() {
    return DerivedId.of(id, "dead-letter-" + redrives);
  }

  /** The event that it reports, if it is about one. */
  public Optional<AlertEvent> event() {
    return subject instanceof AlertEvent event ? Optional.of(event) : Optional.empty();
  }

  /** The flush that it reports, if it is about one. */
  public Optional<GroupFlush> flush() {
    return subject instanceof GroupFlush flush ? Optional.of(flush) : Optional.empty();
  }

  /** Its group at its integration. */
  public GroupIntegration groupIntegration() {
    return new GroupIntegration(subject.group(), receiver);
  }

  /** As it stands in its sequence, if it is about an event. */
  public Optional<QueuedEvent> queued() {
    return event()
        .map(event ->
            new QueuedEvent(
                id,
                event.alertId(),
                event.fingerprint(),
                event.seq(),
                event.kind(),
                arrival,
                reason));
  }

  /** The identity of the delivery of an event to a receiver. */
  public static UUID idOf(UUID eventId, String receiver) {
    return DerivedId.of(eventId, receiver);
  }

  /** The delivery of the same event to another receiver, which waits for the same. */
  public Delivery copiedTo(GroupIntegration other) {
    AlertEvent event = event().orElseThrow();
    return new Delivery(
        idOf(event.eventId(), other.receiver()),
        event.in(other.group()),
        other.receiver(),
        reason,
        arrival,
        body,
        created,
        dueAt,
        deadline,
        attempts,
        redrives,
        detail);
  }

  /** The same delivery, whose turn it is now. */
  public Delivery ready(Instant now, Instant newDeadline) {
    return new Delivery(
        id,
        subject,
        receiver,
        Reason.READY,
        arrival,
        body,
        created,
        now,
        newDeadline,
        attempts,
        redrives,
        detail);
  }
}
