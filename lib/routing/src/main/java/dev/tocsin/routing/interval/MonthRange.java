package dev.tocsin.routing.interval;

import java.time.Month;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Months of a year, both ends included. */
public record MonthRange(Month first, Month last) {
  public MonthRange {
    if (first.compareTo(last) > 0) {
      throw new IllegalArgumentException(
          "end month %s is before start month %s; split the range at the year's end"
              .formatted(name(last), name(first)));
    }
  }

  /**
   * Reads {@code january:march}, {@code 1:3} or {@code may}. Throws {@link
   * IllegalArgumentException} with a sentence.
   */
  public static MonthRange parse(String text) {
    RangeText ends = RangeText.of(text);
    return new MonthRange(month(ends.first()), month(ends.last()));
  }

  public boolean contains(Month month) {
    return month.compareTo(first) >= 0 && month.compareTo(last) <= 0;
  }

  private static Month month(String text) {
    return RangeText.value(
        text,
        name -> ofName(name).or(() -> ofNumber(name)),
        "month; write january to december or 1 to 12");
  }

  private static Optional<Month> ofName(String text) {
    return Arrays.stream(Month.values()).filter(month -> name(month).equals(text)).findFirst();
  }

  private static Optional<Month> ofNumber(String text) {
    return RangeText.number(text).filter(number -> number >= 1 && number <= 12).map(Month::of);
  }

  private static String name(Month month) {
    return month.name().toLowerCase(Locale.ROOT);
  }
}
