package dev.tocsin.notifier.deliver;

import dev.tocsin.core.delivery.AttemptResult;
import dev.tocsin.core.delivery.Delivery;
import dev.tocsin.core.delivery.Lease;
import dev.tocsin.core.delivery.Reason;
import jakarta.inject.Singleton;
import java.util.List;

/** Ends deliveries whose receiver is not in the configuration in force. */
@Singleton
class EndRemoved {
  private final RecordOutcomes recordOutcomes;

  EndRemoved(RecordOutcomes recordOutcomes) {
    this.recordOutcomes = recordOutcomes;
  }

  void run(List<Delivery> deliveries, Lease lease) {
    if (!deliveries.isEmpty()) {
      recordOutcomes.record(
          deliveries.stream()
              .map(delivery -> new DeliveryOutcome(delivery, ended(delivery)))
              .toList(),
          lease.id());
    }
  }

  private static AttemptResult ended(Delivery delivery) {
    return new AttemptResult(
        delivery.id(),
        Reason.RECEIVER_REMOVED,
        delivery.dueAt(),
        false,
        "the configuration in force has no " + delivery.receiver());
  }
}
