package dev.tocsin.engine.window;

import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.engine.sample.Sample;

/**
 * A sample on its way to a scheduled rule. Times are milliseconds since 1970.
 *
 * @param key the rule's key that it is of
 * @param series distinguishes the key's series
 * @param passed how far the watermark of its partition alone was when it came: at evaluation times
 *     before it the sample plays no part, whether they were evaluated by then or not
 */
public record WindowSample(
    Fingerprint key, String metric, long series, long at, double value, long passed) {

  /** A sample that a rule takes under a key. */
  public static WindowSample of(Sample sample, Fingerprint key, long passed) {
    return new WindowSample(
        key, sample.metricName(), sample.series().id(), sample.at(), sample.value(), passed);
  }
}
