package dev.tocsin.notifier.deliver;

import dev.tocsin.core.delivery.Delivery;
import java.time.Instant;
import java.util.Collection;

/** Has fallback receivers notified in the place of those that cannot be reached. */
public interface Fallbacks {
  /** Deliveries have died, and that is recorded. */
  void died(Collection<Delivery> dead, Instant now);

  /** Deliveries wait for a receiver whose breaker is not closed. */
  void heldBack(Receiver receiver, Instant now);
}
