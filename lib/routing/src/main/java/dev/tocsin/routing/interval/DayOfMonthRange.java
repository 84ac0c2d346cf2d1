package dev.tocsin.routing.interval;

import java.time.LocalDate;

/**
 * Days of a month, both ends included; -1 is the last day, -2 the one before. What lies outside a
 * month is left out of it.
 */
public record DayOfMonthRange(int first, int last) {
  private static final int SHORTEST_MONTH = 28;

  public DayOfMonthRange {
    checkDay(first);
    checkDay(last);
    if (first < 0 && last > 0) {
      throw new IllegalArgumentException(
          "end day %d must be negative, since start day %d is".formatted(last, first));
    }
    if (inShortestMonth(first) > inShortestMonth(last)) {
      throw new IllegalArgumentException(
          "end day %d is before start day %d in some months".formatted(last, first));
    }
  }

  /**
   * Reads {@code 1:7}, {@code -3:-1} or {@code 15}. Throws {@link IllegalArgumentException} with a
   * sentence.
   */
  public static DayOfMonthRange parse(String text) {
    RangeText ends = RangeText.of(text);
    return new DayOfMonthRange(day(ends.first()), day(ends.last()));
  }

  public boolean contains(LocalDate date) {
    int length = date.lengthOfMonth();
    int day = date.getDayOfMonth();
    return day >= dayIn(length, first) && day <= dayIn(length, last);
  }

  private static int dayIn(int length, int day) {
    return day < 0 ? length + 1 + day : day;
  }

  /** Alertmanager's check; it takes the last day for the 27th. */
  private static int inShortestMonth(int day) {
    return day < 0 ? SHORTEST_MONTH + day : day;
  }

  private static int day(String text) {
    return RangeText.value(text, RangeText::number, "day of the month; write 1 to 31 or -31 to -1");
  }

  private static void checkDay(int day) {
    if (day == 0 || day < -31 || day > 31) {
      throw new IllegalArgumentException(
          "%d is no day of the month; write 1 to 31 or -31 to -1".formatted(day));
    }
  }
}
