package dev.tocsin.bench.evaluate;

import java.util.Locale;

/** Which rules a workload has. */
enum Kind {
  /** Plain thresholds. */
  THRESHOLD,

  /** A rate and a percentile over five minutes for each sample. */
  WINDOWED,

  /** One sample in ten is taken by such rules, the others by plain thresholds. */
  MIXED;

  /** Whether the rules of a metric are over windows. */
  boolean isWindowed(int metric) {
    return this == WINDOWED || (this == MIXED && metric % 10 == 0);
  }

  static Kind of(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT));
  }

  String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
