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
   * Once the transaction has committed, their lanes are {@link UnsentLanes}.
   */
  void add(Collection<OutboxEvent> events, Instant now);

  /**
   * The lanes that have something to send: rows that were added until {@code addedUntil} and never
   * sent, and rows sent before {@code sentBefore} and still not consumed.
   */
  Set<Lane> due(Instant addedUntil, Instant sentBefore);

  /**
   * Sends the rows of some lanes of a queue, those of each lane in order, in a transaction of its
   * own that locks the lanes: all rows never sent, and those last sent before {@code sentBefore}.
   * The sender is called once, or not at all when there is nothing to send. When it throws, nothing
   * is marked and the exception goes on.
   *
   * @return how many events were handed over
   */
  int send(
      QueueName queue, Set<Integer> shards, Instant sentBefore, Instant now, MessageSender sender);

  /** The consumer of {@code queue} has recorded these events; part of its own transaction. */
  void consumed(QueueName queue, Collection<UUID> eventIds);
}
