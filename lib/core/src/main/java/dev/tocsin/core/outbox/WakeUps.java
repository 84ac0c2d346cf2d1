package dev.tocsin.core.outbox;

import java.time.Duration;

/** Sends a consumer the word that rows of its own are due. A lost one costs a tick, no more. */
@FunctionalInterface
public interface WakeUps {
  /**
   * @param consumer whose wake-up queue; never {@link QueueName#DEAD_LETTERS}
   * @param delay 0 to 70 seconds
   */
  void send(QueueName consumer, Duration delay);
}
