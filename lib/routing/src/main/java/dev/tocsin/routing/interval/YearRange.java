package dev.tocsin.routing.interval;

/** Years, both ends included. */
public record YearRange(int first, int last) {
  public YearRange {
    if (first > last) {
      throw new IllegalArgumentException(
          "end year %d is before start year %d".formatted(last, first));
    }
  }

  /**
   * Reads {@code 2026:2028} or {@code 2026}. Throws {@link IllegalArgumentException} with a
   * sentence.
   */
  public static YearRange parse(String text) {
    RangeText ends = RangeText.of(text);
    return new YearRange(year(ends.first()), year(ends.last()));
  }

  public boolean contains(int year) {
    return year >= first && year <= last;
  }

  private static int year(String text) {
    return RangeText.value(text, RangeText::number, "year; write a number such as 2026");
  }
}
