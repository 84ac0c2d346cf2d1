package dev.tocsin.notifier.ingest;

import dev.tocsin.core.delivery.ApprovalLink;
import dev.tocsin.core.delivery.Delivery;
import dev.tocsin.core.delivery.Kind;
import dev.tocsin.core.delivery.Notification;
import dev.tocsin.core.delivery.Reason;
import dev.tocsin.core.delivery.Subject.AlertEvent;
import dev.tocsin.core.identity.DerivedId;
import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.message.ApprovalRequested;
import dev.tocsin.core.message.Message;
import dev.tocsin.notifier.config.NotifierConfiguration;
import dev.tocsin.notifier.send.ApprovalLinks;
import dev.tocsin.notifier.send.NotificationService;
import dev.tocsin.platform.queue.MessageDecoder;
import io.micronaut.serde.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Makes deliveries of events: what is sent is fixed here. */
@Singleton
class DeliveryFactory {
  private final ObjectMapper json;
  private final NotifierConfiguration configuration;

  DeliveryFactory(ObjectMapper json, NotifierConfiguration configuration) {
    this.json = json;
    this.configuration = configuration;
  }

  /**
   * The delivery of an event.
   *
   * @param arrival its place among those that arrive with it
   */
  Delivery of(Message event, long arrival, Instant now) {
    Kind kind = Notification.kind(event);
    UUID id = DerivedId.of(event.eventId(), NotificationService.NAME);
    Reason unsorted = kind.numbered() ? Reason.AWAITS_PREDECESSOR : Reason.AWAITS_ALERT;
    AlertEvent subject =
        new AlertEvent(
            event.eventId(),
            event.alert().alertId(),
            Fingerprint.parse(event.alert().fingerprint()),
            event.seq(),
            kind,
            approval(event));
    return delivery(id, subject, unsorted, arrival, body(event), "", now);
  }

  /**
   * What keeps the place of an event that cannot be read, so that its successors do not wait; empty
   * when too little of it can be read.
   */
  Optional<Delivery> keepingPlace(MessageDecoder.Unreadable event, long arrival, Instant now) {
    return event
        .eventId()
        .flatMap(
            id -> event.numbering().map(number -> keepingPlace(event, id, number, arrival, now)));
  }

  private Delivery keepingPlace(
      MessageDecoder.Unreadable event,
      UUID eventId,
      MessageDecoder.Numbering number,
      long arrival,
      Instant now) {
    UUID id = DerivedId.of(eventId, NotificationService.NAME + ":unreadable");
    AlertEvent subject =
        new AlertEvent(
            eventId,
            eventId,
            number.fingerprint(),
            number.seq(),
            Kind.UNREADABLE,
            Optional.empty());
    return delivery(id, subject, Reason.MALFORMED_EVENT, arrival, "", event.letter().detail(), now);
  }

  private Delivery delivery(
      UUID id,
      AlertEvent subject,
      Reason reason,
      long arrival,
      String body,
      String detail,
      Instant now) {
    return new Delivery(
        id,
        subject,
        NotificationService.NAME,
        reason,
        arrival,
        body,
        now,
        now,
        now.plus(configuration.sending().deadline()),
        0,
        0,
        detail);
  }

  private String body(Message event) {
    try {
      return json.writeValueAsString(
          Notification.of(event, ApprovalLinks.placeHolder(event.eventId())));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the notification of " + event.eventId(), e);
    }
  }

  private static Optional<ApprovalLink> approval(Message event) {
    return event instanceof ApprovalRequested asked
        ? Optional.of(new ApprovalLink(asked.runId(), asked.parametersHash(), asked.expiresAt()))
        : Optional.empty();
  }
}
