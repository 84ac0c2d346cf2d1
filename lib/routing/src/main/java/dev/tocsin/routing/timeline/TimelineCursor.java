package dev.tocsin.routing.timeline;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * A place in a timeline: behind the first entries of a time.
 *
 * @param at to the microsecond, as the database keeps times
 * @param shown how many entries of that time are before this place
 */
public record TimelineCursor(Instant at, int shown) {
  /** Microseconds since 1970, and the number of entries. */
  private static final Pattern TEXT = Pattern.compile("(\\d{1,17})\\.(\\d{1,4})");

  /** The cursor of a text; empty when it is none. */
  public static Optional<TimelineCursor> parse(String text) {
    Matcher parts = TEXT.matcher(text);
    return parts.matches()
        ? Optional.of(
            new TimelineCursor(
                Instant.EPOCH.plus(Long.parseLong(parts.group(1)), ChronoUnit.MICROS),
                Integer.parseInt(parts.group(2))))
        : Optional.empty();
  }

  /** Entries before this time are those of {@link #at} and all older ones. */
  public Instant before() {
    return at.plus(1, ChronoUnit.MICROS);
  }

  @Override
  public String toString() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, at) + "." + shown;
  }
}
