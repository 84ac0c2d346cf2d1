package dev.tocsin.core.outbox;

import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;

/**
 * The events on their way to the queues. A row stands until its consumer has recorded the event, so
 * that a queue may lose everything and nothing is lost.
 */
public interface Outbox {
  /**
   * Adds events in order, within the caller's transaction. An event already there is kept as is.
   */
  void add(Collection<OutboxEvent> events, Instant now);

  /**
   * The lanes that have something to send: rows never sent, and rows sent before {@code sentBefore}
   * and still not consumed.
   */
  Set<Lane> due(Instant sentBefore);

  /**
   * Sends a lane's rows in order, in a transaction of its own that locks the lane: all rows never
   * sent, and those last sent before {@code sentBefore}. When {@code sender} throws, nothing is
   * marked and the exception goes on.
   *
   * @return how many events were handed over
   */
  int send(Lane lane, Instant sentBefore, Instant now, MessageSender sender);

  /** The consumer of {@code queue} has recorded these events; part of its own transaction. */
  void consumed(QueueName queue, Collection<UUID> eventIds);
}
