package dev.tocsin.local.trial;

import java.util.List;

/** Times that something took, in milliseconds, sorted. */
record Latencies(List<Long> millis) {
  Latencies {
    millis = millis.stream().sorted().toList();
  }

  /** The value at rank ⌈q·n⌉; 0 when there is none. */
  long quantile(double q) {
    if (millis.isEmpty()) {
      return 0;
    }
    int rank = (int) Math.ceil(q * millis.size());
    return millis.get(Math.min(millis.size(), Math.max(1, rank)) - 1);
  }

  @Override
  public String toString() {
    return "n=%d p50=%d ms p99=%d ms max=%d ms"
        .formatted(millis.size(), quantile(0.5), quantile(0.99), quantile(1));
  }
}
