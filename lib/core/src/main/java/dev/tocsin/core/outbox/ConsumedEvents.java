package dev.tocsin.core.outbox;

import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;

/** Which events a consumer has taken already, so that a redelivery changes nothing. */
public interface ConsumedEvents {
  /**
   * Notes the events as taken and returns those that were not before; part of the caller's
   * transaction. Two transactions that take the same event do so one after the other.
   */
  Set<UUID> take(QueueName consumer, Collection<UUID> eventIds, Instant now);
}
