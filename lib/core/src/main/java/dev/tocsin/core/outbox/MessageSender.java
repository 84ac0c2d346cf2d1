package dev.tocsin.core.outbox;

import java.util.List;

/** Hands messages to a queue. Throws when it is not certain that all of them arrived. */
@FunctionalInterface
public interface MessageSender {
  void send(QueueName queue, List<QueueMessage> messages);
}
