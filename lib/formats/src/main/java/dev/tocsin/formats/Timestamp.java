package dev.tocsin.formats;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;

/**
 * Reads the time of a record, cut down to milliseconds since 1970. By hand, because {@link
 * java.time.Instant#parse} costs more than all the rest of decoding, and takes more than RFC 3339.
 */
public final class Timestamp {
  /** Stands for what is no time of the years 1970 to 9999. */
  public static final long NONE = -1;

  /** The characters of a time that name its minute. */
  static final int TO_MINUTE = 16;

  /** With seconds and zone. */
  static final int LEAST_LENGTH = 20;

  private static final long END = 253_402_300_800_000L;
  private static final int[] DAYS = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

  /** More integer digits than any time in range has. */
  private static final int MAX_INTEGER_DIGITS = 12;

  private Timestamp() {}

  /** {@code 2026-11-21T10:00:00.123456789+01:00}; up to nine digits of a second, or none. */
  public static long ofText(String text) {
    byte[] bytes = text.getBytes(ISO_8859_1);
    return bytes.length < LEAST_LENGTH ? NONE : inMinute(minute(bytes, 0), bytes, 0, bytes.length);
  }

  /**
   * The minute that the first {@link #TO_MINUTE} characters of a time name, as if they were of UTC.
   *
   * @param text has so many characters from there on
   */
  static long minute(byte[] text, int from) {
    if (text[from + 4] != '-'
        || text[from + 7] != '-'
        || text[from + 10] != 'T'
        || text[from + 13] != ':') {
      return NONE;
    }
    int year = digits(text, from, 4);
    int month = digits(text, from + 5, 2);
    int day = digits(text, from + 8, 2);
    int hour = digits(text, from + 11, 2);
    int minute = digits(text, from + 14, 2);
    boolean good =
        year >= 0
            && month >= 1
            && month <= 12
            && day >= 1
            && day <= days(year, month)
            && hour >= 0
            && hour < 24
            && minute >= 0
            && minute < 60;
    return good ? ((epochDay(year, month, day) * 24 + hour) * 60 + minute) * 60_000 : NONE;
  }

  /**
   * The time that a text of at least {@link #LEAST_LENGTH} characters names.
   *
   * @param minute see {@link #minute}
   */
  static long inMinute(long minute, byte[] text, int from, int to) {
    int second = digits(text, from + 17, 2);
    if (minute == NONE || text[from + 16] != ':' || second < 0 || second >= 60) {
      return NONE;
    }
    int zone = from + 19;
    int millis = 0;
    if (text[zone] == '.') {
      int fraction = zone + 1;
      zone = endOfDigits(text, fraction, to);
      if (zone == fraction || zone > fraction + 9) {
        return NONE;
      }
      millis = millis(text, fraction, zone);
    }
    int offset = offset(text, zone, to);
    return offset == Integer.MIN_VALUE
        ? NONE
        : inRange(minute + (second - offset) * 1_000L + millis);
  }

  /** Seconds east of UTC; the least integer for what is no offset that fills the rest. */
  private static int offset(byte[] text, int at, int to) {
    int length = to - at;
    if (length == 1 && text[at] == 'Z') {
      return 0;
    }
    if (length != 6 || text[at + 3] != ':') {
      return Integer.MIN_VALUE;
    }
    byte sign = text[at];
    int hours = digits(text, at + 1, 2);
    int minutes = digits(text, at + 4, 2);
    if ((sign != '+' && sign != '-') || hours < 0 || hours > 23 || minutes < 0 || minutes > 59) {
      return Integer.MIN_VALUE;
    }
    int seconds = hours * 3_600 + minutes * 60;
    return sign == '+' ? seconds : -seconds;
  }

  /** Where the digits end that stand there, or begin if there are none. */
  static int endOfDigits(byte[] text, int at, int to) {
    int end = at;
    while (end < to && text[end] >= '0' && text[end] <= '9') {
      end++;
    }
    return end;
  }

  /** The first three digits of a fraction, as milliseconds. */
  private static int millis(byte[] text, int at, int end) {
    int millis = 0;
    for (int digit = at; digit < at + 3; digit++) {
      millis = millis * 10 + (digit < end ? text[digit] - '0' : 0);
    }
    return millis;
  }

  /** The number that so many digits make; -1 when one is no digit. */
  private static int digits(byte[] text, int at, int count) {
    int number = 0;
    for (int digit = at; digit < at + count; digit++) {
      int value = text[digit] - '0';
      if (value < 0 || value > 9) {
        return -1;
      }
      number = number * 10 + value;
    }
    return number;
  }

  private static int days(int year, int month) {
    boolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return month == 2 && leap ? 29 : DAYS[month - 1];
  }

  /** Days since 1970-01-01, counted in years that begin in March. */
  private static long epochDay(int year, int month, int day) {
    long y = month > 2 ? year : year - 1L;
    long dayOfYear = (153L * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    return 365 * y
        + Math.floorDiv(y, 4)
        - Math.floorDiv(y, 100)
        + Math.floorDiv(y, 400)
        + dayOfYear
        - 719_468;
  }

  /** A JSON number of seconds since 1970, of any length. */
  static long ofSeconds(String number) {
    byte[] bytes = number.getBytes(ISO_8859_1);
    return ofSeconds(bytes, 0, bytes.length);
  }

  /** The same for some bytes of a text. */
  static long ofSeconds(byte[] text, int from, int to) {
    int end = endOfDigits(text, from, to);
    int fraction = end < to && text[end] == '.' ? end + 1 : end;
    int after = endOfDigits(text, fraction, to);
    if (end == from || after < to) {
      return ofDecimal(new String(text, from, to - from, ISO_8859_1));
    }
    if (end - from > MAX_INTEGER_DIGITS) {
      return NONE;
    }
    long seconds = 0;
    for (int at = from; at < end; at++) {
      seconds = seconds * 10 + text[at] - '0';
    }
    return inRange(seconds * 1_000 + millis(text, fraction, after));
  }

  /** What a number of seconds that is out of range may be instead; empty if nothing. */
  static String hintOfSeconds(String number) {
    return hint(Double.parseDouble(number), List.of("milliseconds", "microseconds", "nanoseconds"));
  }

  /** The same for a number of milliseconds. */
  static String hintOfMillis(long millis) {
    return hint(millis / 1e3, List.of("microseconds", "nanoseconds"));
  }

  private static String hint(double seconds, List<String> units) {
    if (seconds < END / 1_000) {
      return "";
    }
    double left = seconds;
    for (String unit : units) {
      left /= 1_000;
      if (left < END / 1_000) {
        return " (" + unit + "?)";
      }
    }
    return "";
  }

  /** The same for a time in range that is a thousand times as long after 1970 as others are. */
  static String hintOfFuture(long millis) {
    return millis / 1_000 >= Duration.ofDays(365).toMillis() ? " (milliseconds?)" : "";
  }

  private static long ofDecimal(String number) {
    BigDecimal seconds;
    try {
      seconds = new BigDecimal(number);
    } catch (NumberFormatException e) {
      return beyondDecimals(number);
    }
    long magnitude = (long) seconds.precision() - seconds.scale();
    if (seconds.signum() < 0 || (seconds.signum() > 0 && magnitude > MAX_INTEGER_DIGITS)) {
      return NONE;
    }
    if (seconds.signum() == 0 || magnitude < -3) {
      return 0;
    }
    return inRange(seconds.movePointRight(3).setScale(0, RoundingMode.FLOOR).longValueExact());
  }

  /** A number whose exponent is beyond all bounds: nothing, or next to it, or out of range. */
  private static long beyondDecimals(String number) {
    int exponent = Math.max(number.indexOf('e'), number.indexOf('E'));
    String mantissa = number.substring(0, exponent);
    boolean zero = mantissa.chars().noneMatch(c -> c >= '1' && c <= '9');
    boolean small = number.charAt(exponent + 1) == '-' && !mantissa.startsWith("-");
    return zero || small ? 0 : NONE;
  }

  /** The time, if it is one of the years 1970 to 9999. */
  static long inRange(long millis) {
    return millis >= 0 && millis < END ? millis : NONE;
  }
}
