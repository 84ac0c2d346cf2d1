package dev.tocsin.notifier.flush;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import dev.tocsin.core.delivery.Deliveries;
import dev.tocsin.core.delivery.Delivery;
import dev.tocsin.core.delivery.EventDeliverySequence;
import dev.tocsin.core.delivery.GroupIntegration;
import dev.tocsin.core.delivery.QueuedEvent;
import dev.tocsin.core.delivery.Subject.AlertEvent;
import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.routing.group.Group;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * The events on which flushes are to decide, and the sequences that they join, held by the caller's
 * transaction.
 *
 * @param events in order, by where they wait
 * @param sequences those that have deliveries, by the same
 * @param notified the alerts of which a firing was delivered, by the receiver's name
 */
record WaitingEvents(
    Map<GroupIntegration, List<Delivery>> events,
    Map<GroupIntegration, EventDeliverySequence> sequences,
    Map<String, Set<UUID>> notified) {
  static WaitingEvents hold(Deliveries deliveries, List<Group> groups) {
    Map<GroupIntegration, List<Delivery>> events =
        deliveries.awaitingFlush(groups.stream().map(group -> group.ref().id()).toList()).stream()
            .collect(groupingBy(Delivery::groupIntegration));
    if (events.isEmpty()) {
      return new WaitingEvents(Map.of(), Map.of(), Map.of());
    }
    Set<UUID> alerts =
        events.values().stream()
            .flatMap(List::stream)
            .map(delivery -> event(delivery).alertId())
            .collect(toSet());
    return new WaitingEvents(
        events,
        deliveries.lockEvents(events.keySet()).stream()
            .collect(toMap(EventDeliverySequence::key, identity())),
        deliveries.notified(alerts));
  }

  static AlertEvent event(Delivery delivery) {
    return delivery.event().orElseThrow();
  }

  /** The events of a group at an integration. */
  List<Delivery> of(GroupIntegration key) {
    return events.getOrDefault(key, List.of());
  }

  /** The alerts that the events are about. */
  Set<Fingerprint> alerts() {
    return events.values().stream()
        .flatMap(List::stream)
        .map(delivery -> event(delivery).fingerprint())
        .collect(toSet());
  }

  /** The alerts of which the integration was, or is being, notified that they fire. */
  Set<UUID> opened(GroupIntegration key) {
    Set<UUID> opened = new HashSet<>(notifiedAt(key));
    sequence(key).queued().stream()
        .filter(QueuedEvent::mayOpen)
        .map(QueuedEvent::alertId)
        .forEach(opened::add);
    return opened;
  }

  /** The sequence with those of its events that a flush lets pass. */
  EventDeliverySequence with(GroupIntegration key, List<Delivery> passed) {
    return sequence(key)
        .with(
            passed.stream().flatMap(delivery -> delivery.queued().stream()).toList(),
            notifiedAt(key));
  }

  private EventDeliverySequence sequence(GroupIntegration key) {
    return sequences.getOrDefault(key, new EventDeliverySequence(key, List.of(), Set.of()));
  }

  private Set<UUID> notifiedAt(GroupIntegration key) {
    return notified.getOrDefault(key.receiver(), Set.of());
  }
}
