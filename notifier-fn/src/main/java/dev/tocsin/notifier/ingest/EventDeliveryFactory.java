package dev.tocsin.notifier.ingest;

import dev.tocsin.core.delivery.ApprovalLink;
import dev.tocsin.core.delivery.Delivery;
import dev.tocsin.core.delivery.EventOrder;
import dev.tocsin.core.delivery.GroupIntegration;
import dev.tocsin.core.delivery.Kind;
import dev.tocsin.core.delivery.Notification;
import dev.tocsin.core.delivery.Reason;
import dev.tocsin.core.delivery.Subject.AlertEvent;
import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.message.ApprovalRequested;
import dev.tocsin.core.message.Message;
import dev.tocsin.notifier.config.NotifierConfiguration;
import dev.tocsin.notifier.send.ApprovalLinks;
import io.micronaut.serde.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Makes deliveries of events: what is sent is fixed here. */
@Singleton
class EventDeliveryFactory {
  private final ObjectMapper json;
  private final NotifierConfiguration configuration;

  EventDeliveryFactory(ObjectMapper json, NotifierConfiguration configuration) {
    this.json = json;
    this.configuration = configuration;
  }

  /**
   * The deliveries of an event, one for each place.
   *
   * @param order which events of its fingerprint have arrived, itself included
   */
  List<Delivery> of(
      Message event, Collection<GroupIntegration> places, EventOrder order, Instant now) {
    if (places.isEmpty()) {
      return List.of();
    }
    String body = body(event);
    return places.stream().map(place -> delivery(event, place, body, order, now)).toList();
  }

  private Delivery delivery(
      Message event, GroupIntegration place, String body, EventOrder order, Instant now) {
    Kind kind = Notification.kind(event);
    return new Delivery(
        Delivery.idOf(event.eventId(), place.receiver()),
        new AlertEvent(
            event.eventId(),
            place.group(),
            event.alert().alertId(),
            Fingerprint.parse(event.alert().fingerprint()),
            event.seq(),
            kind,
            approval(event)),
        place.receiver(),
        reason(event.seq(), kind, order),
        0,
        body,
        now,
        now,
        now.plus(configuration.sending().deadline()),
        0,
        0,
        "");
  }

  private static Reason reason(long seq, Kind kind, EventOrder order) {
    if (order.holds(seq)) {
      return Reason.AWAITS_FLUSH;
    }
    return kind.numbered() ? Reason.AWAITS_PREDECESSOR : Reason.AWAITS_ALERT;
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
