package dev.tocsin.evaluator.batch;

import java.time.Instant;
import java.util.Optional;

/**
 * A record as it was taken from the log.
 *
 * @param timestamp Kafka's, in milliseconds since 1970
 * @param appendTime whether the timestamp is the broker's, as in a topic with {@code
 *     LogAppendTime}, and not the producer's
 * @param bytes its value, which belongs to it; none of a tombstone
 * @param cut there when it was taken only in part
 */
@SuppressWarnings("ArrayRecordComponent")
public record RawRecord(
    long offset, long timestamp, boolean appendTime, byte[] bytes, Optional<Truncation> cut) {

  /**
   * When the record reached the log, as well as it is known: the broker's timestamp, where brokers
   * stamp the records of the topic, but no later than the clock; else the clock.
   *
   * @param clock when the record is read
   */
  public Instant arrival(Instant clock) {
    if (!appendTime) {
      return clock;
    }
    Instant appended = Instant.ofEpochMilli(timestamp);
    return appended.isBefore(clock) ? appended : clock;
  }
}
