package dev.tocsin.notifier.ingest;

import dev.tocsin.core.delivery.Deliveries;
import dev.tocsin.core.delivery.Delivery;
import dev.tocsin.core.delivery.EventOrder;
import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.label.Labels;
import dev.tocsin.core.message.Message;
import dev.tocsin.notifier.routing.EventPlace;
import dev.tocsin.notifier.routing.Routing;
import dev.tocsin.routing.group.FlushCall;
import dev.tocsin.routing.group.Groups;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/** Has events wait for the flushes of their groups, where every event is wanted. */
@Singleton
class HoldEvents {
  private final EventDeliveryFactory factory;
  private final Deliveries deliveries;
  private final Groups groups;

  HoldEvents(EventDeliveryFactory factory, Deliveries deliveries, Groups groups) {
    this.factory = factory;
    this.deliveries = deliveries;
    this.groups = groups;
  }

  /**
   * How events wait.
   *
   * @param orders of their fingerprints, the events included
   */
  HeldEvents of(
      List<Message> events, Map<Fingerprint, EventOrder> orders, Routing routing, Instant now) {
    List<Delivery> made = new ArrayList<>();
    Set<FlushCall> calls = new LinkedHashSet<>();
    Map<Fingerprint, EventOrder> left = new HashMap<>(orders);
    for (Message event : events) {
      Fingerprint fingerprint = Fingerprint.parse(event.alert().fingerprint());
      EventOrder order = Objects.requireNonNull(orders.get(fingerprint));
      List<EventPlace> places = routing.eventPlaces(Labels.of(event.alert().labels()));
      made.addAll(factory.of(event, places.stream().map(EventPlace::key).toList(), order, now));
      places.forEach(place -> calls.add(place.call(routing, now)));
      if (places.isEmpty()) {
        left.put(fingerprint, order.without(order.newest()));
      }
    }
    return new HeldEvents(made, List.copyOf(calls), List.copyOf(left.values()));
  }

  /**
   * Keeps the events, and lets those go on that waited for them.
   *
   * @param before the orders without the events
   * @return the orders that have changed
   */
  List<EventOrder> run(
      HeldEvents held, Map<Fingerprint, EventOrder> before, Routing routing, Instant now) {
    List<EventOrder> moved =
        held.orders().stream()
            .filter(order -> !order.equals(before.get(order.fingerprint())))
            .toList();
    Set<UUID> called = deliveries.complete(moved);
    deliveries.add(held.deliveries());
    if (routing.flushesAtOnce()) {
      groups.flushNow(called, now);
    }
    return moved;
  }
}
