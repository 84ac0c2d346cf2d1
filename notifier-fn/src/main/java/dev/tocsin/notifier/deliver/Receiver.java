package dev.tocsin.notifier.deliver;

import dev.tocsin.core.breaker.Destination;
import dev.tocsin.core.delivery.Attempt;
import dev.tocsin.core.delivery.Delivery;

/** Whom deliveries are for. */
public interface Receiver {
  /** The name under which its deliveries are stored. */
  String name();

  /** What shares a breaker with it. */
  Destination destination();

  /** Sends a delivery and waits, for a bounded time, for what came of it. */
  Attempt attempt(Delivery delivery);
}
