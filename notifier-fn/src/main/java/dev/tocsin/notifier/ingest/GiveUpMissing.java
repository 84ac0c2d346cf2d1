package dev.tocsin.notifier.ingest;

import static java.util.stream.Collectors.toMap;

import dev.tocsin.core.delivery.Deliveries;
import dev.tocsin.core.delivery.EventOrder;
import dev.tocsin.core.delivery.EventOrders;
import dev.tocsin.core.delivery.Subject.AlertEvent;
import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.outbox.Transactions;
import dev.tocsin.notifier.deliver.DeliveryOutcome;
import dev.tocsin.notifier.deliver.RecordOutcomes;
import dev.tocsin.notifier.wake.WakeDelivery;
import dev.tocsin.routing.group.Groups;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Gives up events that have waited for missing ones until their deadline, and waits no longer. */
@Singleton
public class GiveUpMissing {
  private final Transactions transactions;
  private final EventOrders orders;
  private final RecordOutcomes recordOutcomes;
  private final Deliveries deliveries;
  private final Groups groups;
  private final WakeDelivery wake;

  GiveUpMissing(
      Transactions transactions,
      EventOrders orders,
      RecordOutcomes recordOutcomes,
      Deliveries deliveries,
      Groups groups,
      WakeDelivery wake) {
    this.transactions = transactions;
    this.orders = orders;
    this.recordOutcomes = recordOutcomes;
    this.deliveries = deliveries;
    this.groups = groups;
    this.wake = wake;
  }

  /** Records that these have ended, and lets those go on that waited for the same ones. */
  public void run(List<DeliveryOutcome> overdue, UUID lease, Instant now) {
    if (overdue.isEmpty()) {
      return;
    }
    transactions.run(() -> {
      List<EventOrder> moved = withoutMissing(overdue);
      recordOutcomes.record(overdue, lease);
      orders.save(moved, now);
      groups.flushNow(deliveries.complete(moved), now);
    });
    wake.now();
  }

  private List<EventOrder> withoutMissing(List<DeliveryOutcome> overdue) {
    Map<Fingerprint, Long> givenUp =
        overdue.stream()
            .flatMap(outcome -> outcome.delivery().event().stream())
            .filter(event -> event.kind().numbered())
            .collect(toMap(AlertEvent::fingerprint, AlertEvent::seq, Math::max));
    return orders.lock(givenUp.keySet()).values().stream()
        .map(order -> order.without(givenUp.getOrDefault(order.fingerprint(), 0L)))
        .toList();
  }
}
