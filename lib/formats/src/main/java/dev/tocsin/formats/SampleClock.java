package dev.tocsin.formats;

import java.time.Instant;

/**
 * By which times a record is read.
 *
 * @param now the clock, against which samples from the future are refused; {@link Instant#MAX}:
 *     none are
 * @param recordTime the time of all samples of the record, in milliseconds since 1970, whatever
 *     times it says itself; {@link Timestamp#NONE}: the times that it says
 */
public record SampleClock(Instant now, long recordTime) {
  /** For a record whose samples have the times that it says. */
  static SampleClock of(Instant now) {
    return new SampleClock(now, Timestamp.NONE);
  }

  boolean isOfRecord() {
    return recordTime != Timestamp.NONE;
  }

  /** The time of a sample of which the record says this. */
  long time(long said) {
    return isOfRecord() ? Timestamp.inRange(recordTime) : said;
  }
}
