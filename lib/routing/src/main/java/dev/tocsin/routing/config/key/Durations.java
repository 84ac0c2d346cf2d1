package dev.tocsin.routing.config.key;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Durations as Prometheus' configuration writes them, and as Go does. */
public final class Durations {
  /** The longest duration that Go's 63 bits of nanoseconds hold: 292 years. */
  private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);

  private static final int MAX_DIGITS = 20;
  private static final long SECOND = 1_000_000_000L;

  private static final List<Unit> PROMETHEUS =
      List.of(
          new Unit("y", 365 * 86_400 * SECOND),
          new Unit("w", 7 * 86_400 * SECOND),
          new Unit("d", 86_400 * SECOND),
          new Unit("h", 3_600 * SECOND),
          new Unit("m", 60 * SECOND),
          new Unit("s", SECOND),
          new Unit("ms", 1_000_000));
  private static final List<Unit> GO =
      List.of(
          new Unit("h", 3_600 * SECOND),
          new Unit("m", 60 * SECOND),
          new Unit("s", SECOND),
          new Unit("ms", 1_000_000),
          new Unit("us", 1_000),
          new Unit("µs", 1_000),
          new Unit("μs", 1_000),
          new Unit("ns", 1));

  private record Unit(String name, long nanos) {}

  private Durations() {}

  /**
   * A duration such as {@code 1h30m}, {@code 1d} or {@code 0}: whole numbers, units from years to
   * milliseconds, each at most once and the longer first. Source: prometheus/common,
   * model.ParseDuration.
   */
  public static Optional<Duration> prometheus(String text) {
    return parse(text, PROMETHEUS, true);
  }

  /**
   * A duration such as {@code 1.5h} or {@code 300ms}, of 0 or more. Source: Go, time.ParseDuration.
   */
  static Optional<Duration> go(String text) {
    return parse(text.startsWith("+") ? text.substring(1) : text, GO, false);
  }

  private static Optional<Duration> parse(String text, List<Unit> units, boolean ordered) {
    if (text.equals("0")) {
      return Optional.of(Duration.ZERO);
    }
    BigDecimal nanos = BigDecimal.ZERO;
    int next = 0;
    int at = 0;
    while (at < text.length()) {
      int unitAt = end(text, at, true);
      int end = end(text, unitAt, false);
      Optional<BigDecimal> count = count(text.substring(at, unitAt), !ordered);
      int unit = indexOf(units, text.substring(unitAt, end));
      if (count.isEmpty() || unit < next) {
        return Optional.empty();
      }
      nanos = nanos.add(count.get().multiply(BigDecimal.valueOf(units.get(unit).nanos())));
      next = ordered ? unit + 1 : 0;
      at = end;
    }
    return text.isEmpty() || nanos.compareTo(MOST) > 0
        ? Optional.empty()
        : Optional.of(Duration.ofNanos(nanos.longValue()));
  }

  /** Where the run of characters that belong to numbers, or that do not, ends. */
  private static int end(String text, int from, boolean number) {
    int at = from;
    while (at < text.length() && isOfNumber(text.charAt(at)) == number) {
      at++;
    }
    return at;
  }

  private static boolean isOfNumber(char c) {
    return (c >= '0' && c <= '9') || c == '.';
  }

  private static Optional<BigDecimal> count(String digits, boolean fraction) {
    int point = digits.indexOf('.');
    boolean isNumber =
        !digits.isEmpty()
            && !digits.equals(".")
            && digits.length() <= MAX_DIGITS
            && point == digits.lastIndexOf('.')
            && (fraction || point < 0);
    return isNumber ? Optional.of(new BigDecimal(digits)) : Optional.empty();
  }

  private static int indexOf(List<Unit> units, String name) {
    for (int at = 0; at < units.size(); at++) {
      if (units.get(at).name().equals(name)) {
        return at;
      }
    }
    return -1;
  }
}
