package dev.tocsin.testkit.delivery;

import dev.tocsin.core.delivery.Delivery;
import dev.tocsin.core.delivery.DeliveryBacklog;
import dev.tocsin.core.delivery.GroupIntegration;
import dev.tocsin.core.delivery.Reason.State;
import dev.tocsin.core.delivery.Subject.GroupFlush;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The backlog of deliveries in memory. */
public final class InMemoryDeliveryBacklog implements DeliveryBacklog {
  private final InMemoryDeliveries deliveries;

  public InMemoryDeliveryBacklog(InMemoryDeliveries deliveries) {
    this.deliveries = deliveries;
  }

  @Override
  public List<Delivery> page(Filter filter, OptionalLong before, int limit) {
    return deliveries.all().stream()
        .filter(delivery -> isWanted(delivery, filter))
        .filter(delivery -> delivery.arrival() < before.orElse(Long.MAX_VALUE))
        .sorted(Comparator.comparingLong(Delivery::arrival).reversed())
        .limit(limit)
        .toList();
  }

  private static boolean isWanted(Delivery delivery, Filter filter) {
    boolean waits = delivery.reason().state() == State.WAITING;
    boolean dead = delivery.reason().state() == State.DEAD;
    boolean stands =
        filter
            .standing()
            .map(standing ->
                switch (standing) {
                  case WAITING -> waits;
                  case FAILED -> waits && delivery.attempts() > 0;
                  case DEAD -> dead;
                })
            .orElse(waits || dead);
    return stands
        && (filter.receivers().isEmpty() || filter.receivers().contains(delivery.receiver()));
  }

  @Override
  public Set<GroupIntegration> dying(Map<GroupIntegration, Long> before) {
    return before.entrySet().stream()
        .filter(asked ->
            deliveries.all().stream()
                .filter(delivery -> isOf(delivery, asked.getKey(), asked.getValue()))
                .filter(delivery ->
                    delivery.reason().state() == State.DEAD
                        || delivery.reason().state() == State.DELIVERED)
                .max(Comparator.comparingLong(InMemoryDeliveryBacklog::flush))
                .filter(last -> last.reason().state() == State.DEAD)
                .isPresent())
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  private static boolean isOf(Delivery delivery, GroupIntegration key, long before) {
    return delivery.receiver().equals(key.receiver())
        && delivery
            .flush()
            .filter(flush -> flush.group().equals(key.group()) && flush.flush() < before)
            .isPresent();
  }

  private static long flush(Delivery delivery) {
    return delivery.flush().map(GroupFlush::flush).orElse(0L);
  }

  @Override
  public Map<String, Integer> waiting() {
    Map<String, Integer> waiting = new TreeMap<>();
    deliveries.all().stream()
        .filter(delivery -> delivery.reason().state() == State.WAITING)
        .forEach(delivery -> waiting.merge(delivery.receiver(), 1, Integer::sum));
    return waiting;
  }
}
