package dev.tocsin.notifier.deliver;

import dev.tocsin.core.delivery.Delivery;
import java.time.Instant;
import java.util.Collection;

/** Groups, as far as the outcomes of their deliveries change them. */
public interface GroupNotifications {
  /**
   * Keeps what integrations now know, and lets the resolved alerts leave that they were notified
   * of. Part of the caller's transaction.
   *
   * @param accepted deliveries of flushes, at most one of each group and integration
   */
  void accepted(Collection<Delivery> accepted, Instant now);
}
