package dev.tocsin.engine.window;

import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.engine.sample.Sample;

/**
 * A sample on its way to a scheduled rule. Times are milliseconds since 1970.
 *
 * @param key the rule's key that it is of
 * @param series distinguishes the key's series
 * @param begun when the counter that it is of began; see {@link Sample#begun}
 * @param passed how far the watermark of its partition alone was when it came: at evaluation times
 *     before it the sample plays no part, whether they were evaluated by then or not
 */
public record WindowSample(
    Fingerprint key, String metric, long series, long at, double value, long begun, long passed) {

  /** A sample whose counter began at a time that is not known. */
  public WindowSample(
      Fingerprint key, String metric, long series, long at, double value, long passed) {
    this(key, metric, series, at, value, Sample.BEGUN_UNKNOWN, passed);
  }

  /** A sample that a rule takes under a key. */
  public static WindowSample of(Sample sample, Fingerprint key, long passed) {
    return new WindowSample(
        key,
        sample.metricName(),
        sample.series().id(),
        sample.at(),
        sample.value(),
        sample.begun(),
        passed);
  }
}
