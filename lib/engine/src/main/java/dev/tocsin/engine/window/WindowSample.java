package dev.tocsin.engine.window;

import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.engine.sample.Sample;

/**
 * A sample on its way to a scheduled rule. Times are milliseconds since 1970.
 *
 * @param key the rule's key that it is of
 * @param series distinguishes the key's series
 * @param source distinguishes where samples come from
 * @param passed how far the watermark of its source alone was when it came: at evaluation times
 *     before it the sample plays no part, whether they were evaluated by then or not
 */
public record WindowSample(
    Fingerprint key, String metric, long series, int source, long at, double value, long passed) {

  /** A sample that a rule takes under a key. */
  public static WindowSample of(Sample sample, Fingerprint key, int source, long passed) {
    return new WindowSample(
        key,
        sample.metricName(),
        sample.series().id(),
        source,
        sample.at(),
        sample.value(),
        passed);
  }
}
