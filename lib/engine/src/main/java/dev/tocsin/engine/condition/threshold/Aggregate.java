package dev.tocsin.engine.condition.threshold;

import dev.tocsin.engine.rule.ValueRange;
import java.util.Locale;

/** What the values in a window are made into. */
public enum Aggregate {
  AVG,
  MIN,
  MAX,
  SUM,
  COUNT,
  LAST,
  STDDEV,
  P50,
  P90,
  P95,
  P99;

  /** Whether an empty window has a value nevertheless, which is 0. */
  boolean isZeroWithoutValues() {
    return this == SUM || this == COUNT;
  }

  /** What it can be. */
  ValueRange range() {
    String what = "the " + code() + " of a window";
    return switch (this) {
      case COUNT, STDDEV -> ValueRange.notNegative(what);
      case AVG, MIN, MAX, SUM, LAST, P50, P90, P95, P99 -> ValueRange.any(what);
    };
  }

  /** A summary of no values. */
  Values summary() {
    return switch (this) {
      case AVG -> new Sums((sum, count) -> sum / count);
      case MIN -> new Extreme(Math::min);
      case MAX -> new Extreme(Math::max);
      case SUM -> new Sums((sum, count) -> sum);
      case COUNT -> new Sums((sum, count) -> count);
      case LAST -> new Last();
      case STDDEV -> new Spread();
      case P50 -> new Percentile(0.50);
      case P90 -> new Percentile(0.90);
      case P95 -> new Percentile(0.95);
      case P99 -> new Percentile(0.99);
    };
  }

  /** Its name in files: {@code avg}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
