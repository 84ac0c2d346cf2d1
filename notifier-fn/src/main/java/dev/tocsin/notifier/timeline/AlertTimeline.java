package dev.tocsin.notifier.timeline;

import dev.tocsin.core.delivery.Delivery;
import dev.tocsin.core.delivery.GroupIntegration;
import dev.tocsin.core.label.Labels;
import dev.tocsin.routing.group.FlushRecord;
import dev.tocsin.routing.timeline.TimelinePage;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A page of the history of an alert.
 *
 * @param deliveries those of the page's decisions that are still known, by id
 */
public record AlertTimeline(Labels labels, TimelinePage page, Map<UUID, Delivery> deliveries) {
  public AlertTimeline {
    deliveries = Map.copyOf(deliveries);
  }

  /** What became of the notification that a decision made. */
  public Optional<Delivery> deliveryOf(FlushRecord decision) {
    return Optional.ofNullable(deliveries.get(deliveryId(decision)));
  }

  static UUID deliveryId(FlushRecord decision) {
    return new GroupIntegration(decision.group(), decision.integration())
        .deliveryOf(decision.flush());
  }
}
