package dev.tocsin.notifier.send;

import dev.tocsin.core.delivery.ApprovalLink;
import dev.tocsin.core.delivery.Delivery;
import dev.tocsin.core.delivery.Subject.AlertEvent;
import dev.tocsin.core.redaction.Redaction;
import dev.tocsin.core.remediation.ApprovalToken;
import dev.tocsin.notifier.config.NotifierConfiguration;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;

/**
 * The links under which people approve. A stored body has a placeholder; the link is derived each
 * time the body is sent, and is the same each time.
 */
@Singleton
public class ApprovalLinks {
  private final NotifierConfiguration configuration;

  ApprovalLinks(NotifierConfiguration configuration) {
    this.configuration = configuration;
  }

  /** What stands for the link in the body of an event's delivery; nobody else can guess it. */
  public static String placeHolder(UUID eventId) {
    return "tocsin-approval-link:" + eventId;
  }

  /** The body as it is sent. */
  LinkedBody resolve(Delivery delivery) {
    return delivery
        .event()
        .flatMap(event -> event.approval().map(link -> withToken(delivery, event, link)))
        .orElseGet(() -> new LinkedBody(delivery.body(), Redaction.NONE));
  }

  private LinkedBody withToken(Delivery delivery, AlertEvent event, ApprovalLink link) {
    String token =
        ApprovalToken.derive(
            configuration.approvalKey(), link.runId(), link.parametersHash(), link.expiresAt());
    String url = configuration.approvalsUrl() + link.runId().toString() + "?token=" + token;
    return new LinkedBody(
        delivery.body().replace(placeHolder(event.eventId()), url), Redaction.of(List.of(token)));
  }
}
