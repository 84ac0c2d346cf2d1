package dev.tocsin.core.sample;

import dev.tocsin.core.label.Labels;
import java.time.Instant;

/**
 * One measured value of one series.
 *
 * @param metricName name of the metric
 * @param labels {@code instance_id} and the tags
 * @param value finite
 * @param timestamp event time, cut to milliseconds
 */
public record Sample(String metricName, Labels labels, double value, Instant timestamp) {
  /** Label that names where a sample was taken. */
  public static final String INSTANCE_ID = "instance_id";

  /** Stands for the instance of a record or key that names none. */
  public static final String UNKNOWN_INSTANCE = "unknown";
}
