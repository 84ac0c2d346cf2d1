package dev.tocsin.routing.interval;

import java.time.DayOfWeek;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Days of a week that begins with Sunday, both ends included. */
public record WeekdayRange(DayOfWeek first, DayOfWeek last) {
  public WeekdayRange {
    if (number(first) > number(last)) {
      throw new IllegalArgumentException(
          "%s is after %s in a week that begins with sunday; split the range at the week's end"
              .formatted(name(first), name(last)));
    }
  }

  /**
   * Reads {@code monday:friday} or {@code sunday}. Throws {@link IllegalArgumentException} with a
   * sentence.
   */
  public static WeekdayRange parse(String text) {
    RangeText ends = RangeText.of(text);
    return new WeekdayRange(day(ends.first()), day(ends.last()));
  }

  public boolean contains(DayOfWeek day) {
    return number(day) >= number(first) && number(day) <= number(last);
  }

  private static DayOfWeek day(String text) {
    return RangeText.value(text, WeekdayRange::ofName, "weekday; write sunday to saturday");
  }

  private static Optional<DayOfWeek> ofName(String text) {
    return Arrays.stream(DayOfWeek.values()).filter(day -> name(day).equals(text)).findFirst();
  }

  private static int number(DayOfWeek day) {
    return day.getValue() % 7;
  }

  private static String name(DayOfWeek day) {
    return day.name().toLowerCase(Locale.ROOT);
  }
}
