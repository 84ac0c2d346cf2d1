package dev.tocsin.formats;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.dynatrace.hash4j.hashing.HashValue128;
import com.dynatrace.hash4j.hashing.Hasher128;
import com.dynatrace.hash4j.hashing.Hashing;
import com.fasterxml.jackson.core.io.NumberInput;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Takes JSON records apart where they seem to have their value and their time: they may be none, or
 * have them elsewhere. Works on bytes, with one buffer for all records. Not for several threads.
 */
final class JsonFastPath {
  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private static final Name VALUE = new Name("\"value\":");
  private static final Name TIMESTAMP = new Name("\"timestamp\":");

  /** The longest number that is read; longer ones may be infinite. */
  private static final int MAX_NUMBER = 24;

  /**
   * A number that has no more digits than this, and is no longer, is the quotient of two integers
   * below 2^53, rounded once (Clinger, How to read floating point numbers accurately, 1990).
   */
  private static final int EXACT_DIGITS = 15;

  private static final double[] POWERS_OF_TEN = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
  };

  private static final Hasher128 HASH = Hashing.xxh3_128();

  private byte[] rest = new byte[256];

  /** Where the value stood last: that of the next is often there too. */
  private int valueBefore;

  /** The minute of the last time, and its text. */
  private long minute = Timestamp.NONE;

  private long date;
  private long hour;

  /**
   * The parts of a record.
   *
   * @param rest hash of all bytes beside the value and the time
   * @param length how many these are
   * @param valueAt where its value begins
   * @param timeAt where its time begins
   * @param at milliseconds since 1970
   */
  record Parts(HashValue128 rest, int length, int valueAt, int timeAt, double value, long at) {}

  /** The name of a field, of 8 to 16 bytes, looked for by its first and its last eight. */
  private record Name(long first, long last, int length) {
    Name(String text) {
      this(
          (long) WORD.get(text.getBytes(ISO_8859_1), 0),
          (long) WORD.get(text.getBytes(ISO_8859_1), text.length() - Long.BYTES),
          text.length());
    }

    /** Where something follows the name, and perhaps a blank; the record's end if nothing does. */
    int after(byte[] record, int from) {
      for (int end = from + length; end <= record.length; end++) {
        if (endsAt(end, record)) {
          return end < record.length && record[end] == ' ' ? end + 1 : end;
        }
      }
      return record.length;
    }

    boolean endsAt(int end, byte[] record) {
      return end >= length
          && end <= record.length
          && (long) WORD.get(record, end - length) == first
          && (long) WORD.get(record, end - Long.BYTES) == last;
    }
  }

  /** The parts of a record; nothing if it has none. */
  @Nullable Parts cut(byte[] record) {
    int value = VALUE.endsAt(valueBefore, record) ? valueBefore : VALUE.after(record, 0);
    valueBefore = value;
    int valueEnd = endOfNumber(record, value);
    if (valueEnd == value) {
      return null;
    }
    int time = TIMESTAMP.after(record, valueEnd);
    if (time == record.length) {
      time = TIMESTAMP.after(record, 0);
    }
    boolean isQuoted = time < record.length && record[time] == '"';
    int timeEnd = isQuoted ? endOfText(record, time) : endOfNumber(record, time);
    if (timeEnd == time) {
      return null;
    }
    long at =
        isQuoted ? time(record, time + 1, timeEnd - 1) : Timestamp.ofSeconds(record, time, timeEnd);
    if (at == Timestamp.NONE) {
      return null;
    }
    // No record that was parsed holds 0 or 1: where they stand says where something is left out.
    byte mark = (byte) (isQuoted ? 0 : 1);
    int length =
        value < time
            ? join(record, value, valueEnd, (byte) 0, time, timeEnd, mark)
            : join(record, time, timeEnd, mark, value, valueEnd, (byte) 0);
    return new Parts(
        HASH.hashBytesTo128Bits(rest, 0, length),
        length,
        value,
        time,
        number(record, value, valueEnd),
        at);
  }

  /** Reads a minute only if it is another than that of the last time. */
  private long time(byte[] record, int from, int to) {
    if (to - from < Timestamp.LEAST_LENGTH) {
      return Timestamp.NONE;
    }
    long firstHalf = (long) WORD.get(record, from);
    long secondHalf = (long) WORD.get(record, from + Timestamp.TO_MINUTE - Long.BYTES);
    if (firstHalf != date || secondHalf != hour) {
      minute = Timestamp.minute(record, from);
      date = firstHalf;
      hour = secondHalf;
    }
    return Timestamp.inMinute(minute, record, from, to);
  }

  /** Where a JSON number without exponent ends; where it begins if there is none. */
  private static int endOfNumber(byte[] record, int begin) {
    int integer = begin < record.length && record[begin] == '-' ? begin + 1 : begin;
    int end = Timestamp.endOfDigits(record, integer, record.length);
    if (end == integer || (record[integer] == '0' && end > integer + 1)) {
      return begin;
    }
    if (end < record.length && record[end] == '.') {
      int fraction = end + 1;
      end = Timestamp.endOfDigits(record, fraction, record.length);
      if (end == fraction) {
        return begin;
      }
    }
    boolean goesOn = end < record.length && (record[end] | 0x20) == 'e';
    return goesOn || end - begin > MAX_NUMBER ? begin : end;
  }

  /** Where a text without escapes ends; where it begins if it does not end. */
  private static int endOfText(byte[] record, int begin) {
    for (int at = begin + 1; at < record.length; at++) {
      if (record[at] == '"') {
        return at + 1;
      }
    }
    return begin;
  }

  private static double number(byte[] record, int begin, int end) {
    if (end - begin > EXACT_DIGITS) {
      return NumberInput.parseDouble(new String(record, begin, end - begin, ISO_8859_1), true);
    }
    boolean isNegative = record[begin] == '-';
    long digits = 0;
    int decimals = 0;
    for (int at = isNegative ? begin + 1 : begin; at < end; at++) {
      if (record[at] == '.') {
        decimals = end - at - 1;
      } else {
        digits = digits * 10 + record[at] - '0';
      }
    }
    double number = digits / POWERS_OF_TEN[decimals];
    return isNegative ? -number : number;
  }

  /** Puts what is left into the buffer, with marks for what is not; its length. */
  private int join(byte[] record, int from1, int to1, byte mark1, int from2, int to2, byte mark2) {
    int length = record.length - (to1 - from1) - (to2 - from2) + 2;
    if (rest.length < length) {
      rest = new byte[Math.max(length, 2 * rest.length)];
    }
    System.arraycopy(record, 0, rest, 0, from1);
    rest[from1] = mark1;
    int second = from1 + 1 + from2 - to1;
    System.arraycopy(record, to1, rest, from1 + 1, from2 - to1);
    rest[second] = mark2;
    System.arraycopy(record, to2, rest, second + 1, record.length - to2);
    return length;
  }
}
