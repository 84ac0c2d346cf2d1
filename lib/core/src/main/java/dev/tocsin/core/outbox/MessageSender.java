package dev.tocsin.core.outbox;

import java.util.List;

/** Hands messages to a queue. Throws when it is not certain that all of them arrived. */
@FunctionalInterface
public interface MessageSender {
  void send(QueueName queue, List<QueueMessage> messages);

  /** Whether this process may send to a queue; what it may not is sent by another one's tick. */
  default boolean sendsTo(QueueName queue) {
    return true;
  }
}
