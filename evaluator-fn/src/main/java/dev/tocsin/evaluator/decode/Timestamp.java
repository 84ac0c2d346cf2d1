package dev.tocsin.evaluator.decode;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Reads the time of a record, cut down to milliseconds since 1970. By hand, because {@link
 * java.time.Instant#parse} costs more than all the rest of decoding, and takes more than RFC 3339.
 */
public final class Timestamp {
  /** Stands for what is no time of the years 1970 to 9999. */
  public static final long NONE = -1;

  private static final long END = 253_402_300_800_000L;
  private static final int DAY = 86_400;
  private static final int[] DAYS = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

  /** More integer digits than any time in range has. */
  private static final int MAX_INTEGER_DIGITS = 12;

  private Timestamp() {}

  /** {@code 2026-11-21T10:00:00.123456789+01:00}; up to nine digits of a second, or none. */
  public static long ofText(String text) {
    return ofText(text, 0, text.length());
  }

  /** The same for a part of a text. */
  static long ofText(String text, int from, int to) {
    if (to - from < 20
        || text.charAt(from + 4) != '-'
        || text.charAt(from + 7) != '-'
        || text.charAt(from + 10) != 'T'
        || text.charAt(from + 13) != ':'
        || text.charAt(from + 16) != ':') {
      return NONE;
    }
    int year = digits(text, from, 4);
    int month = digits(text, from + 5, 2);
    int day = digits(text, from + 8, 2);
    int second = secondOfDay(text, from + 11);
    if (year < 0 || month < 1 || month > 12 || day < 1 || day > days(year, month) || second < 0) {
      return NONE;
    }
    int zone = from + 19;
    int millis = 0;
    if (text.charAt(zone) == '.') {
      int fraction = zone + 1;
      zone = Math.min(endOfDigits(text, fraction), to);
      if (zone == fraction || zone > fraction + 9) {
        return NONE;
      }
      millis = millis(text, fraction, zone);
    }
    int offset = offset(text, zone, to);
    if (offset == Integer.MIN_VALUE) {
      return NONE;
    }
    return inRange((epochDay(year, month, day) * DAY + second - offset) * 1_000 + millis);
  }

  private static int secondOfDay(String text, int at) {
    int hour = digits(text, at, 2);
    int minute = digits(text, at + 3, 2);
    int second = digits(text, at + 6, 2);
    boolean good = hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0;
    return good && second < 60 ? hour * 3_600 + minute * 60 + second : -1;
  }

  /** Seconds east of UTC; the least integer for what is no offset that fills the rest. */
  private static int offset(String text, int at, int to) {
    int length = to - at;
    if (length == 1 && text.charAt(at) == 'Z') {
      return 0;
    }
    if (length != 6 || text.charAt(at + 3) != ':') {
      return Integer.MIN_VALUE;
    }
    char sign = text.charAt(at);
    int hours = digits(text, at + 1, 2);
    int minutes = digits(text, at + 4, 2);
    if ((sign != '+' && sign != '-') || hours < 0 || hours > 23 || minutes < 0 || minutes > 59) {
      return Integer.MIN_VALUE;
    }
    int seconds = hours * 3_600 + minutes * 60;
    return sign == '+' ? seconds : -seconds;
  }

  /** Where the digits end that stand there, or begin if there are none. */
  static int endOfDigits(String text, int at) {
    int end = at;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    return end;
  }

  /** The first three digits of a fraction, as milliseconds. */
  private static int millis(String text, int at, int end) {
    int millis = 0;
    for (int digit = at; digit < at + 3; digit++) {
      millis = millis * 10 + (digit < end ? text.charAt(digit) - '0' : 0);
    }
    return millis;
  }

  /** The number that so many digits make; -1 when one is no digit. */
  private static int digits(String text, int at, int count) {
    int number = 0;
    for (int digit = at; digit < at + count; digit++) {
      char c = text.charAt(digit);
      if (c < '0' || c > '9') {
        return -1;
      }
      number = number * 10 + (c - '0');
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
    int end = endOfDigits(number, 0);
    int fraction = end < number.length() && number.charAt(end) == '.' ? end + 1 : end;
    int after = endOfDigits(number, fraction);
    if (end == 0 || after < number.length()) {
      return ofDecimal(number);
    }
    return end > MAX_INTEGER_DIGITS
        ? NONE
        : inRange(Long.parseLong(number, 0, end, 10) * 1_000 + millis(number, fraction, after));
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
