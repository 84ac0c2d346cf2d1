package dev.tocsin.core.yaml;

import dev.tocsin.core.yaml.YamlNode.Scalar;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as people write them in files, and back. */
public final class DurationText {
  private static final long DAY = Duration.ofDays(1).toMillis();
  private static final long HOUR = Duration.ofHours(1).toMillis();
  private static final long MINUTE = Duration.ofMinutes(1).toMillis();

  /** Times beyond a hundred years are mistakes, and would overflow sums of milliseconds. */
  private static final BigDecimal MOST = BigDecimal.valueOf(36_525 * DAY);

  private static final Pattern PARTS =
      Pattern.compile(
          "(?:(\\d{1,12})d)?(?:(\\d{1,12})h)?(?:(\\d{1,12})m(?!s))?(?:(\\d{1,12})s)?(?:(\\d{1,15})ms)?");
  private static final Pattern SECONDS = Pattern.compile("\\d{1,12}(?:\\.\\d{1,12})?");
  private static final long[] UNITS = {DAY, HOUR, MINUTE, 1_000, 1};

  private DurationText() {}

  static Optional<Duration> read(String name, YamlNode node, Problems problems) {
    String right = "a time such as 250ms, 90s, 5m, 1h30m or 2d, or a number of seconds";
    if (!(node instanceof Scalar scalar)) {
      return Shapes.wrong(name, node, right, problems);
    }
    Optional<BigDecimal> millis =
        switch (scalar.kind()) {
          case NUMBER -> Shapes.decimal(scalar).map(seconds -> seconds.movePointRight(3));
          case TEXT -> parts(scalar.text());
          case FLAG, NOTHING -> Optional.empty();
        };
    boolean isNegative =
        millis
            .map(number -> number.signum() < 0)
            .orElse(scalar.text().startsWith("-") && parse(scalar.text().substring(1)).isPresent());
    if (isNegative) {
      return Shapes.wrong(name, node, "0 or more", problems);
    }
    if (millis.isEmpty()) {
      return Shapes.wrong(name, node, right, problems);
    }
    if (millis.get().compareTo(MOST) > 0) {
      return Shapes.wrong(name, node, "at most 36525d", problems);
    }
    return Optional.of(
        Duration.ofMillis(millis.get().setScale(0, RoundingMode.CEILING).longValueExact()));
  }

  /** The time that a text stands for; empty when it stands for none, or for a hundred years. */
  public static Optional<Duration> parse(String text) {
    Optional<BigDecimal> millis =
        SECONDS.matcher(text).matches()
            ? Optional.of(new BigDecimal(text).movePointRight(3))
            : parts(text);
    return millis
        .filter(number -> number.compareTo(MOST) <= 0)
        .map(number -> number.setScale(0, RoundingMode.CEILING))
        .map(number -> Duration.ofMillis(number.longValueExact()));
  }

  private static Optional<BigDecimal> parts(String text) {
    Matcher matcher = PARTS.matcher(text);
    if (text.isEmpty() || !matcher.matches()) {
      return Optional.empty();
    }
    BigDecimal sum = BigDecimal.ZERO;
    for (int unit = 0; unit < UNITS.length; unit++) {
      String count = matcher.group(unit + 1);
      if (count != null) {
        sum = sum.add(new BigDecimal(count).multiply(BigDecimal.valueOf(UNITS[unit])));
      }
    }
    return Optional.of(sum);
  }

  /** The shortest way to write a time of whole milliseconds: {@code 1h30m}, {@code 0s}. */
  public static String of(Duration duration) {
    StringBuilder text = new StringBuilder();
    long rest = duration.toMillis();
    String[] names = {"d", "h", "m", "s", "ms"};
    for (int unit = 0; unit < UNITS.length; unit++) {
      if (rest >= UNITS[unit]) {
        text.append(rest / UNITS[unit]).append(names[unit]);
        rest %= UNITS[unit];
      }
    }
    return text.isEmpty() ? "0s" : text.toString();
  }
}
