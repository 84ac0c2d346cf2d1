package dev.tocsin.testkit.delivery;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import dev.tocsin.core.delivery.EventOrder;
import dev.tocsin.core.delivery.EventOrders;
import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.testkit.outbox.InMemoryTransactions;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** The orders of events in memory. */
public final class InMemoryEventOrders implements EventOrders {
  private final InMemoryTransactions transactions;
  private Map<Fingerprint, EventOrder> orders = new HashMap<>();

  public InMemoryEventOrders(InMemoryTransactions transactions) {
    this.transactions = transactions;
    transactions.enlist(() -> {
      Map<Fingerprint, EventOrder> before = new HashMap<>(orders);
      return () -> orders = before;
    });
  }

  @Override
  public Map<Fingerprint, EventOrder> lock(Collection<Fingerprint> fingerprints) {
    return transactions.inOne(() ->
        fingerprints.stream()
            .distinct()
            .collect(
                toMap(
                    identity(),
                    fingerprint -> orders.computeIfAbsent(fingerprint, EventOrder::start))));
  }

  @Override
  public void save(Collection<EventOrder> saved, Instant now) {
    transactions.run(() -> saved.forEach(order -> orders.put(order.fingerprint(), order)));
  }
}
