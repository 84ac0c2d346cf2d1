package dev.tocsin.notifier.ingest;

import dev.tocsin.core.delivery.Delivery;
import dev.tocsin.core.delivery.EventOrder;
import dev.tocsin.routing.group.FlushCall;
import java.util.List;

/**
 * Events as they wait where every event is wanted.
 *
 * @param deliveries one of each event and integration, in order
 * @param calls for the flushes of their groups
 * @param orders which events have arrived; where none is wanted, no missing one is waited for
 */
record HeldEvents(List<Delivery> deliveries, List<FlushCall> calls, List<EventOrder> orders) {
  HeldEvents {
    deliveries = List.copyOf(deliveries);
    calls = List.copyOf(calls);
    orders = List.copyOf(orders);
  }
}
