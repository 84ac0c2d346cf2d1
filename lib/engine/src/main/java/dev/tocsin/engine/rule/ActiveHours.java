package dev.tocsin.engine.rule;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The hours in which a rule holds, on the clocks of a place. Where these are turned back, an hour
 * comes twice and is active twice; where they are turned forward, the one that is left out is not.
 *
 * @param times none: all day
 * @param weekdays in the order of the week; none: all of them
 */
public record ActiveHours(List<TimeRange> times, List<DayOfWeek> weekdays, ZoneId location) {
  public static final ZoneId DEFAULT_LOCATION = ZoneId.of("UTC");

  /** Those of a rule that does not say any. */
  public static final ActiveHours ALWAYS = new ActiveHours(List.of(), List.of(), DEFAULT_LOCATION);

  public ActiveHours {
    times = List.copyOf(times);
    weekdays = weekdays.stream().distinct().sorted().toList();
  }

  /** Whether a time is one of the hours. */
  public boolean contains(Instant time) {
    if (isAlways()) {
      return true;
    }
    ZonedDateTime local = time.atZone(location);
    return (weekdays.isEmpty() || weekdays.contains(local.getDayOfWeek()))
        && (times.isEmpty()
            || times.stream().anyMatch(range -> range.contains(local.toLocalTime())));
  }

  /** Whether there is no time that is not one of them. */
  public boolean isAlways() {
    return times.isEmpty() && weekdays.isEmpty();
  }

  /** The name of a day in files and answers: {@code monday}. */
  public static String code(DayOfWeek day) {
    return day.name().toLowerCase(Locale.ROOT);
  }

  /**
   * A part of a day.
   *
   * @param from minutes since midnight
   * @param to likewise, exclusive; greater than {@code from}, at most 1440
   */
  public record TimeRange(int from, int to) {
    private static final String TIME = "((?:[01][0-9]|2[0-3]):[0-5][0-9]|24:00)";
    private static final Pattern RANGE = Pattern.compile(TIME + "-" + TIME);

    /**
     * Reads {@code 08:00-18:00}.
     *
     * @throws IllegalArgumentException with a sentence that says what would be right
     */
    public static TimeRange parse(String text) {
      java.util.regex.Matcher times = RANGE.matcher(text);
      if (!times.matches()) {
        throw new IllegalArgumentException(
            "must be from one time to another, such as 08:00-18:00 or 18:00-24:00, not \""
                + text
                + "\"");
      }
      TimeRange range = new TimeRange(minutes(times.group(1)), minutes(times.group(2)));
      if (range.from == range.to) {
        throw new IllegalArgumentException(text + " is no time at all: the end is exclusive");
      }
      if (range.from > range.to) {
        throw new IllegalArgumentException(
            "%s ends before it begins: over midnight, write two, %s-24:00 and 00:00-%s"
                .formatted(text, times.group(1), times.group(2)));
      }
      return range;
    }

    private static int minutes(String text) {
      return 60 * Integer.parseInt(text.substring(0, 2)) + Integer.parseInt(text.substring(3));
    }

    boolean contains(LocalTime time) {
      int minute = 60 * time.getHour() + time.getMinute();
      return from <= minute && minute < to;
    }

    /** {@code 08:00-18:00}. */
    @Override
    public String toString() {
      return "%02d:%02d-%02d:%02d".formatted(from / 60, from % 60, to / 60, to % 60);
    }
  }
}
