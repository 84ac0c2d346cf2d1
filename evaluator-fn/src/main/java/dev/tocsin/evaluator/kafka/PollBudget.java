package dev.tocsin.evaluator.kafka;

import org.apache.kafka.common.errors.SerializationException;

/** The bytes that a poll may still take. Used by the polling thread only. */
final class PollBudget {
  private final int most;
  private long taken;
  private boolean exhausted;

  PollBudget(int most) {
    this.most = most;
  }

  /** A poll begins. */
  void begin() {
    taken = 0;
    exhausted = false;
  }

  /** Whether the last poll left records of the fetched ones to the next. */
  boolean isExhausted() {
    return exhausted;
  }

  /**
   * Takes the bytes of a record. The first record of a poll is never refused.
   *
   * @throws SerializationException when the poll is full. The consumer ends the poll with the
   *     records that it has, and offers the same record to the next poll.
   */
  void take(long bytes) {
    if (taken > 0 && taken + bytes > most) {
      exhausted = true;
      throw new SerializationException("the poll is full");
    }
    taken += bytes;
  }
}
