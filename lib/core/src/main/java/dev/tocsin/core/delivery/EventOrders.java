package dev.tocsin.core.delivery;

import dev.tocsin.core.label.Fingerprint;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;

/** The orders of events, one of each fingerprint. */
public interface EventOrders {
  /**
   * Locks the orders of these fingerprints until the caller's transaction ends. One of which
   * nothing has arrived yet is there too.
   */
  Map<Fingerprint, EventOrder> lock(Collection<Fingerprint> fingerprints);

  /** Saves orders that the caller's transaction holds. */
  void save(Collection<EventOrder> orders, Instant now);
}
