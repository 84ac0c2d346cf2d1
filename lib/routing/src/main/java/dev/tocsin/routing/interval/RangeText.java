package dev.tocsin.routing.interval;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * The ends of a range as it is written: {@code first:last}, or one value for both.
 *
 * @param first as written, in lower case
 * @param last as written, in lower case
 */
record RangeText(String first, String last) {
  /** Throws {@link IllegalArgumentException} for more than two ends. */
  static RangeText of(String text) {
    String[] ends = text.toLowerCase(Locale.ROOT).split(":", -1);
    if (ends.length > 2) {
      throw new IllegalArgumentException(
          "\"%s\" has more than two ends; write first:last".formatted(text));
    }
    return new RangeText(ends[0], ends[ends.length - 1]);
  }

  /**
   * A value of a range. Throws {@link IllegalArgumentException} when there is none of this name.
   */
  static <T> T value(String text, Function<String, Optional<T>> reader, String expected) {
    return reader
        .apply(text)
        .orElseThrow(
            () -> new IllegalArgumentException("\"%s\" is no %s".formatted(text, expected)));
  }

  /** A whole number of at most nine digits. */
  static Optional<Integer> number(String text) {
    String digits = text.startsWith("-") || text.startsWith("+") ? text.substring(1) : text;
    boolean valid =
        !digits.isEmpty()
            && digits.length() <= 9
            && digits.chars().allMatch(c -> c >= '0' && c <= '9');
    return valid ? Optional.of(Integer.valueOf(text)) : Optional.empty();
  }
}
