package dev.tocsin.core.unit;

import dev.tocsin.core.yaml.DurationText;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The unit of what a rule compares, and how people write such a value: {@code 80}, {@code 4.21},
 * {@code 1.2 GB}, {@code 93 %}. Fields that a program reads keep the number as it is.
 */
public enum Unit {
  NONE,
  BYTES,
  BYTES_PER_SECOND,
  SECONDS,
  MILLISECONDS,
  PERCENT,
  /** A share of one, shown in per cent. */
  RATIO,
  PER_SECOND,
  STANDARD_DEVIATIONS;

  /** Decimals of a value of at least one, and significant digits, less one, of a smaller one. */
  private static final int DECIMALS = 2;

  /** Every double is distinguished from all others by so many digits. */
  private static final int ALL_DECIMALS = 17;

  /** From here on seconds are shown as days, hours, minutes and seconds. */
  private static final BigDecimal MINUTE = BigDecimal.valueOf(60);

  private static final BigDecimal THOUSAND = BigDecimal.valueOf(1000);
  private static final BigDecimal LARGEST = new BigDecimal("1e15");
  private static final BigDecimal SMALLEST = new BigDecimal("1e-6");
  private static final List<String> BYTE_UNITS =
      List.of(" B", " kB", " MB", " GB", " TB", " PB", " EB");
  private static final List<String> SECOND_UNITS = List.of(" s", " ms", " µs", " ns");
  private static final Pattern SUFFIX =
      Pattern.compile(
          "(?:.*[_.:])?(bytes|seconds|milliseconds|ms|percent|ratio)(?:_total|_sum|_max|_min)?");

  /** The unit that the end of a metric's name says: {@code node_memory_free_bytes}. */
  public static Unit ofMetric(String metricName) {
    Matcher matcher = SUFFIX.matcher(metricName);
    if (!matcher.matches()) {
      return NONE;
    }
    return switch (matcher.group(1)) {
      case "bytes" -> BYTES;
      case "seconds" -> SECONDS;
      case "milliseconds", "ms" -> MILLISECONDS;
      case "percent" -> PERCENT;
      default -> RATIO;
    };
  }

  /** The unit of how fast a value of this unit grows. */
  public Unit perSecond() {
    return this == BYTES ? BYTES_PER_SECOND : PER_SECOND;
  }

  /** Its name in messages and tables: {@code bytes_per_second}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The unit with this code; none when there is no such unit. */
  public static Optional<Unit> find(String code) {
    return Arrays.stream(values()).filter(unit -> unit.code().equals(code)).findFirst();
  }

  /** A value as people write it. */
  public String text(double value) {
    return text(value, DECIMALS);
  }

  /**
   * A value as people write it, with as many digits as distinguish it from what it is compared
   * with.
   */
  public String text(double value, double comparedWith) {
    int decimals = DECIMALS;
    while (decimals < ALL_DECIMALS
        && value != comparedWith
        && text(value, decimals).equals(text(comparedWith, decimals))) {
      decimals++;
    }
    return text(value, decimals);
  }

  /**
   * A limit as people write it: as it was set, and of bytes and times with as many digits as
   * distinguish it from what is compared with it.
   */
  public String limit(double limit, double compared) {
    return switch (this) {
      case BYTES, BYTES_PER_SECOND, SECONDS -> text(limit, compared);
      case NONE, MILLISECONDS, PERCENT, RATIO, PER_SECOND, STANDARD_DEVIATIONS ->
          text(limit, ALL_DECIMALS);
    };
  }

  private String text(double value, int decimals) {
    if (!Double.isFinite(value)) {
      return Double.toString(value);
    }
    BigDecimal exact = BigDecimal.valueOf(value);
    return switch (this) {
      case NONE -> number(exact, decimals);
      case BYTES -> bytes(exact, decimals);
      case BYTES_PER_SECOND -> bytes(exact, decimals) + "/s";
      case SECONDS -> seconds(exact, decimals);
      case MILLISECONDS -> number(exact, decimals) + " ms";
      case PERCENT -> number(exact, decimals) + " %";
      case RATIO -> number(exact.movePointRight(2), decimals) + " %";
      case PER_SECOND -> number(exact, decimals) + "/s";
      case STANDARD_DEVIATIONS -> number(exact, decimals) + " σ";
    };
  }

  private static String bytes(BigDecimal value, int decimals) {
    int unit = 0;
    BigDecimal scaled = value;
    while (unit < BYTE_UNITS.size() - 1
        && scaled.abs().setScale(decimals, RoundingMode.HALF_UP).compareTo(THOUSAND) >= 0) {
      scaled = scaled.movePointLeft(3);
      unit++;
    }
    return number(scaled, decimals) + BYTE_UNITS.get(unit);
  }

  private static String seconds(BigDecimal value, int decimals) {
    BigDecimal size = value.abs();
    if (size.compareTo(MINUTE) >= 0 && size.compareTo(LARGEST) < 0) {
      BigDecimal rounded =
          size.setScale(decimals == DECIMALS ? 0 : 3, RoundingMode.HALF_UP).movePointRight(3);
      return (value.signum() < 0 ? "-" : "")
          + DurationText.of(Duration.ofMillis(rounded.longValueExact()));
    }
    int unit = 0;
    BigDecimal scaled = value;
    while (unit < SECOND_UNITS.size() - 1
        && scaled.signum() != 0
        && scaled.abs().compareTo(BigDecimal.ONE) < 0) {
      scaled = scaled.movePointRight(3);
      unit++;
    }
    return number(scaled, decimals) + SECOND_UNITS.get(unit);
  }

  /** A number; one that is very large or small as {@code 1.5e300}. */
  private static String number(BigDecimal value, int decimals) {
    BigDecimal size = value.abs();
    MathContext digits = new MathContext(decimals + 1, RoundingMode.HALF_UP);
    if (value.signum() == 0) {
      return "0";
    }
    if (size.compareTo(LARGEST) >= 0 || size.compareTo(SMALLEST) < 0) {
      BigDecimal rounded = value.round(digits);
      int exponent = rounded.precision() - rounded.scale() - 1;
      return plain(rounded.movePointLeft(exponent)) + "e" + exponent;
    }
    return plain(
        size.compareTo(BigDecimal.ONE) >= 0
            ? value.setScale(decimals, RoundingMode.HALF_UP)
            : value.round(digits));
  }

  private static String plain(BigDecimal value) {
    return value.stripTrailingZeros().toPlainString();
  }
}
