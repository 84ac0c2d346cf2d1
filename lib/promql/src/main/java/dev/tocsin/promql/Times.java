package dev.tocsin.promql;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Times as Prometheus writes them: {@code 1w2d3h4m5s6ms}, the units in this order, each once. */
public final class Times {
  private static final List<String> UNITS = List.of("y", "w", "d", "h", "m", "s", "ms");
  private static final long[] MILLIS = {
    Duration.ofDays(365).toMillis(),
    Duration.ofDays(7).toMillis(),
    Duration.ofDays(1).toMillis(),
    Duration.ofHours(1).toMillis(),
    Duration.ofMinutes(1).toMillis(),
    1_000,
    1
  };
  private static final int MOST_DIGITS = 9;

  private Times() {}

  /** The time that a text stands for; empty when it stands for none. */
  public static Optional<Duration> parse(String text) {
    if (text.equals("0")) {
      return Optional.of(Duration.ZERO);
    }
    long sum = 0;
    int lastUnit = -1;
    int at = 0;
    while (at < text.length()) {
      int digits = end(text, at, true);
      int unitEnd = end(text, digits, false);
      int unit = UNITS.indexOf(text.substring(digits, unitEnd));
      if (digits == at || digits - at > MOST_DIGITS || unit <= lastUnit) {
        return Optional.empty();
      }
      sum += Long.parseLong(text, at, digits, 10) * MILLIS[unit];
      lastUnit = unit;
      at = unitEnd;
    }
    return at == 0 ? Optional.empty() : Optional.of(Duration.ofMillis(sum));
  }

  private static int end(String text, int from, boolean digits) {
    int at = from;
    while (at < text.length() && (text.charAt(at) >= '0' && text.charAt(at) <= '9') == digits) {
      at++;
    }
    return at;
  }
}
