package dev.tocsin.engine.sample;

import dev.tocsin.core.label.Labels;
import java.time.Instant;

/**
 * One measured value of one series.
 *
 * @param value finite
 * @param at event time in milliseconds since 1970
 */
public record Sample(Series series, double value, long at) {
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
