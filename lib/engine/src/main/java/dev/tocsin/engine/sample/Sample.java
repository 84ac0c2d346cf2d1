package dev.tocsin.engine.sample;

import dev.tocsin.core.label.Labels;
import java.time.Instant;

/**
 * One measured value of one series.
 *
 * @param value finite
 * @param at event time in milliseconds since 1970
 * @param begun when the counter that it is of began to count from 0, likewise; {@link
 *     #BEGUN_UNKNOWN} when the producer does not say it
 */
public record Sample(Series series, double value, long at, long begun) {
  /** No sample is so old. */
  public static final long BEGUN_UNKNOWN = -1;

  /** A sample whose producer does not say when it began to count. */
  public Sample(Series series, double value, long at) {
    this(series, value, at, BEGUN_UNKNOWN);
  }

  /** A sample of a series that nobody else knows; the timestamp is cut to milliseconds. */
  public Sample(String metricName, Labels labels, double value, Instant timestamp) {
    this(new Series(metricName, labels), value, timestamp.toEpochMilli());
  }

  public String metricName() {
    return series.metricName();
  }

  public Labels labels() {
    return series.labels();
  }

  public Instant timestamp() {
    return Instant.ofEpochMilli(at);
  }
}
