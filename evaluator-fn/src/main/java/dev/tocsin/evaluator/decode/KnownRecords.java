package dev.tocsin.evaluator.decode;

import com.fasterxml.jackson.core.io.NumberInput;
import dev.tocsin.core.sample.Series;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The series of JSON records that were parsed, by all bytes of the record beside its value and its
 * time. Producers write the records of a series alike: such a record need not be parsed again,
 * which costs several times as much as all the rest of judging it. What parses records stays the
 * only judge of what they say: nothing is known but what it found. Safe for use by several threads.
 */
final class KnownRecords {
  private static final String VALUE = "\"value\":";
  private static final String TIMESTAMP = "\"timestamp\":";

  /** The longest number that is read; longer ones may be infinite. */
  private static final int MAX_NUMBER = 24;

  /** About what an entry takes beside its bytes, and beside the labels, which are as long. */
  private static final int ENTRY = 400;

  private static final int LEAST_PLACES = 1 << 10;

  private final long capacity;

  /** By hash, at the first place from there on that is free; at most half of them are taken. */
  private volatile AtomicReferenceArray<@Nullable Known> places =
      new AtomicReferenceArray<>(LEAST_PLACES);

  private int count;
  private long size;
  private int missed;

  /** A table of its own, since following the references of a map takes most of the time. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Known(byte[] rest, int hash, Series series) {}

  /**
   * @param capacity bytes that it may take, about
   */
  KnownRecords(long capacity) {
    this.capacity = capacity;
  }

  /** With a part of the heap that leaves enough for all else. */
  static KnownRecords ofTheHeap() {
    return new KnownRecords(Runtime.getRuntime().maxMemory() / 8);
  }

  /**
   * A record that seems to have a value and a time, taken apart.
   *
   * @param rest all other bytes
   * @param hash of these
   * @param valueAt where its value begins
   * @param timeAt where its time begins
   * @param at milliseconds since 1970
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Parts(byte[] rest, int hash, int valueAt, int timeAt, double value, long at) {}

  /**
   * Takes a record apart where it seems to have its value and its time: it may be none, or have
   * them elsewhere.
   */
  static Optional<Parts> apart(byte[] record) {
    String text = new String(record, StandardCharsets.ISO_8859_1);
    int value = after(VALUE, text);
    int valueEnd = endOfNumber(text, value);
    int time = after(TIMESTAMP, text);
    boolean isQuoted = time < text.length() && text.charAt(time) == '"';
    int timeEnd = isQuoted ? text.indexOf('"', time + 1) + 1 : endOfNumber(text, time);
    if (valueEnd <= value || timeEnd <= time) {
      return Optional.empty();
    }
    long at =
        isQuoted
            ? Timestamp.ofText(text.substring(time + 1, timeEnd - 1))
            : Timestamp.ofSeconds(text.substring(time, timeEnd));
    if (at == Timestamp.NONE) {
      return Optional.empty();
    }
    // No record that was parsed holds 0 or 1: where they stand tells where something is left out.
    byte[] rest = new byte[record.length - (valueEnd - value) - (timeEnd - time) + 2];
    byte mark = (byte) (isQuoted ? 0 : 1);
    if (value < time) {
      join(record, value, valueEnd, (byte) 0, time, timeEnd, mark, rest);
    } else {
      join(record, time, timeEnd, mark, value, valueEnd, (byte) 0, rest);
    }
    double number = NumberInput.parseDouble(text.substring(value, valueEnd), true);
    return Optional.of(new Parts(rest, Arrays.hashCode(rest), value, time, number, at));
  }

  private static int after(String name, String text) {
    int at = text.indexOf(name);
    if (at < 0) {
      return text.length();
    }
    int end = at + name.length();
    return end < text.length() && text.charAt(end) == ' ' ? end + 1 : end;
  }

  /** Where a JSON number without exponent ends; where it begins if there is none. */
  private static int endOfNumber(String text, int begin) {
    int integer = begin < text.length() && text.charAt(begin) == '-' ? begin + 1 : begin;
    int end = Timestamp.endOfDigits(text, integer);
    if (end == integer || (text.charAt(integer) == '0' && end > integer + 1)) {
      return begin;
    }
    if (end < text.length() && text.charAt(end) == '.') {
      int fraction = end + 1;
      end = Timestamp.endOfDigits(text, fraction);
      if (end == fraction) {
        return begin;
      }
    }
    boolean goesOn = end < text.length() && (text.charAt(end) | 0x20) == 'e';
    return goesOn || end - begin > MAX_NUMBER ? begin : end;
  }

  private static void join(
      byte[] record, int from1, int to1, byte mark1, int from2, int to2, byte mark2, byte[] rest) {
    System.arraycopy(record, 0, rest, 0, from1);
    rest[from1] = mark1;
    int second = from1 + 1 + from2 - to1;
    System.arraycopy(record, to1, rest, from1 + 1, from2 - to1);
    rest[second] = mark2;
    System.arraycopy(record, to2, rest, second + 1, record.length - to2);
  }

  /** The series of a record that was parsed and had the same rest. */
  @Nullable Series find(Parts parts) {
    AtomicReferenceArray<@Nullable Known> all = places;
    int mask = all.length() - 1;
    for (int place = parts.hash() & mask; ; place = (place + 1) & mask) {
      Known one = all.getPlain(place);
      if (one == null) {
        return null;
      }
      if (one.hash() == parts.hash() && Arrays.equals(one.rest(), parts.rest())) {
        return one.series();
      }
    }
  }

  /** Makes the series of a parsed record known, which had its value and its time there. */
  synchronized void add(Parts parts, Series series) {
    long bytes = 2L * parts.rest().length + ENTRY;
    if (size + bytes > capacity) {
      // What no longer comes makes room at last; until then those that are known stay, since
      // series come in turns.
      missed++;
      if (missed < 4 * count) {
        return;
      }
      places = new AtomicReferenceArray<>(LEAST_PLACES);
      count = 0;
      size = 0;
      missed = 0;
    }
    if (bytes <= capacity && find(parts) == null) {
      put(places, new Known(parts.rest(), parts.hash(), series));
      count++;
      size += bytes;
      if (2 * count > places.length()) {
        grow();
      }
    }
  }

  private void grow() {
    AtomicReferenceArray<@Nullable Known> more = new AtomicReferenceArray<>(2 * places.length());
    for (int place = 0; place < places.length(); place++) {
      Known one = places.getPlain(place);
      if (one != null) {
        put(more, one);
      }
    }
    places = more;
  }

  private static void put(AtomicReferenceArray<@Nullable Known> all, Known one) {
    int mask = all.length() - 1;
    int place = one.hash() & mask;
    while (all.getPlain(place) != null) {
      place = (place + 1) & mask;
    }
    all.setRelease(place, one);
  }
}
