package dev.tocsin.notifier.flush;

import dev.tocsin.core.delivery.Delivery;
import dev.tocsin.core.delivery.GroupIntegration;
import dev.tocsin.core.delivery.Kind;
import dev.tocsin.core.delivery.Subject.AlertEvent;
import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.routing.flush.Member;
import dev.tocsin.routing.flush.Muted;
import dev.tocsin.routing.flush.PendingEvent;
import dev.tocsin.routing.flush.PendingEvent.Says;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The events that wait at integrations, as flushes decide on them.
 *
 * @param alerts what mutes the alerts of the events; nothing mutes one that is forgotten
 */
record PendingEvents(WaitingEvents waiting, Map<Fingerprint, Member> alerts) {
  /** Those of a group at an integration, in order. */
  List<PendingEvent> of(GroupIntegration key) {
    List<Delivery> events = waiting.of(key);
    if (events.isEmpty()) {
      return List.of();
    }
    Set<UUID> opened = waiting.opened(key);
    return events.stream().map(delivery -> pending(delivery, opened)).toList();
  }

  private PendingEvent pending(Delivery delivery, Set<UUID> opened) {
    AlertEvent event = WaitingEvents.event(delivery);
    Optional<Member> alert = Optional.ofNullable(alerts.get(event.fingerprint()));
    return new PendingEvent(
        delivery.id(),
        says(event.kind()),
        alert.map(Member::muted).orElse(Muted.BY_NOTHING),
        alert.filter(Member::acknowledged).isPresent(),
        opened.contains(event.alertId()));
  }

  private static Says says(Kind kind) {
    return switch (kind) {
      case FIRING -> Says.FIRES;
      case RESOLVED -> Says.ENDS;
      case ENRICHED, APPROVAL_REQUESTED, REMEDIATION_RESULT -> Says.MORE;
    };
  }
}
