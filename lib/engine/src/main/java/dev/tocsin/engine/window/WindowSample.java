package dev.tocsin.engine.window;

import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.engine.sample.Sample;

/**
 * A sample on its way to a rule that is judged on the grid. Times are milliseconds since 1970.
 *
 * @param key the rule's key that it is of
 * @param series tells the key's series apart
 * @param source tells apart where samples come from
 * @param passed how far the effective time of its source alone was when it came: at grid points
 *     before it the sample plays no part, whether they were judged by then or not
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
