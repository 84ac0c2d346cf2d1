package dev.tocsin.routing.interval;

import java.time.LocalTime;

/**
 * Whole minutes of a day.
 *
 * @param startMinute since midnight
 * @param endMinute the first minute after it; 1,440 is the end of the day
 */
public record TimeRange(int startMinute, int endMinute) {
  private static final int DAY = 24 * 60;

  public TimeRange {
    if (startMinute >= endMinute) {
      throw new IllegalArgumentException(
          "start_time %s is not before end_time %s".formatted(text(startMinute), text(endMinute)));
    }
  }

  /**
   * Reads {@code HH:MM} from 00:00 to 24:00. Throws {@link IllegalArgumentException} with a
   * sentence.
   */
  public static TimeRange parse(String startTime, String endTime) {
    return new TimeRange(minute(startTime), minute(endTime));
  }

  public boolean contains(LocalTime time) {
    int minute = time.getHour() * 60 + time.getMinute();
    return minute >= startMinute && minute < endMinute;
  }

  private static int minute(String text) {
    if (text.length() != 5 || text.charAt(2) != ':') {
      throw invalid(text);
    }
    int hour = twoDigits(text, 0);
    int minute = twoDigits(text, 3);
    int minuteOfDay = hour * 60 + minute;
    if (minute > 59 || minuteOfDay > DAY) {
      throw invalid(text);
    }
    return minuteOfDay;
  }

  private static int twoDigits(String text, int at) {
    int tens = text.charAt(at) - '0';
    int ones = text.charAt(at + 1) - '0';
    if (tens < 0 || tens > 9 || ones < 0 || ones > 9) {
      throw invalid(text);
    }
    return tens * 10 + ones;
  }

  private static IllegalArgumentException invalid(String text) {
    return new IllegalArgumentException(
        "\"%s\" is no time of day; write HH:MM, from 00:00 to 24:00".formatted(text));
  }

  private static String text(int minute) {
    return "%02d:%02d".formatted(minute / 60, minute % 60);
  }
}
