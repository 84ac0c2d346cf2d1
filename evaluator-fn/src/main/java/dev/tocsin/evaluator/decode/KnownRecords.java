package dev.tocsin.evaluator.decode;

import com.dynatrace.hash4j.hashing.HashValue128;
import com.dynatrace.hash4j.hashing.Hasher128;
import com.dynatrace.hash4j.hashing.Hashing;
import com.fasterxml.jackson.core.io.NumberInput;
import dev.tocsin.core.sample.Series;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The series of JSON records that were parsed, by all bytes of the record beside its value and its
 * time. Producers write the records of a series alike: such a record need not be parsed again,
 * which costs several times as much as all the rest of judging it. What parses records stays the
 * only judge of what they say: nothing is known but what it found. Safe for use by several threads.
 *
 * <p>The bytes stand in it as a hash of 128 bits (XXH3), since fetching them from memory to compare
 * them would take longer than all the rest. Two records that differ and have the same hash do not
 * come about by chance; who makes them on purpose could as well write the other's records.
 */
final class KnownRecords {
  private static final String VALUE = "\"value\":";
  private static final String TIMESTAMP = "\"timestamp\":";

  /** The longest number that is read; longer ones may be infinite. */
  private static final int MAX_NUMBER = 24;

  private static final Hasher128 HASH = Hashing.xxh3_128();

  /** About what an entry takes beside the labels, which are as long as the record. */
  private static final int ENTRY = 400;

  private static final int LEAST_PLACES = 1 << 10;

  private final long capacity;

  private volatile Table table = new Table(LEAST_PLACES);
  private int count;
  private long size;
  private int missed;

  /**
   * By hash, at the first place from there on that is free; at most half of the places are taken. A
   * table of its own, since following the references of a map takes most of the time.
   */
  private static final class Table {
    /** Two at a place, there before its series is. */
    final long[] hashes;

    final AtomicReferenceArray<@Nullable Series> series;

    /**
     * @param places a power of 2
     */
    Table(int places) {
      hashes = new long[2 * places];
      series = new AtomicReferenceArray<>(places);
    }

    int places() {
      return series.length();
    }

    @Nullable Series find(HashValue128 hash) {
      int mask = places() - 1;
      for (int place = (int) hash.getLeastSignificantBits() & mask; ; place = (place + 1) & mask) {
        Series one = series.getAcquire(place);
        if (one == null
            || (hashes[2 * place] == hash.getLeastSignificantBits()
                && hashes[2 * place + 1] == hash.getMostSignificantBits())) {
          return one;
        }
      }
    }

    void put(long low, long high, Series one) {
      int mask = places() - 1;
      int place = (int) low & mask;
      while (series.getPlain(place) != null) {
        place = (place + 1) & mask;
      }
      hashes[2 * place] = low;
      hashes[2 * place + 1] = high;
      series.setRelease(place, one);
    }
  }

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
   * @param rest hash of all other bytes
   * @param length how many these are
   * @param valueAt where its value begins
   * @param timeAt where its time begins
   * @param at milliseconds since 1970
   */
  record Parts(HashValue128 rest, int length, int valueAt, int timeAt, double value, long at) {}

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
            ? Timestamp.ofText(text, time + 1, timeEnd - 1)
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
    return Optional.of(
        new Parts(HASH.hashBytesTo128Bits(rest), rest.length, value, time, number, at));
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
    return table.find(parts.rest());
  }

  /** The series of each of these, or none. */
  @Nullable Series[] find(List<Optional<Parts>> records) {
    Table all = table;
    @Nullable Series[] found = new Series[records.size()];
    for (int at = 0; at < found.length; at++) {
      Optional<Parts> parts = records.get(at);
      found[at] = parts.isPresent() ? all.find(parts.get().rest()) : null;
    }
    return found;
  }

  /** Makes the series of a parsed record known, which had its value and its time there. */
  synchronized void add(Parts parts, Series series) {
    long bytes = (long) parts.length() + ENTRY;
    if (size + bytes > capacity) {
      // What no longer comes makes room at last; until then those that are known stay, since
      // series come in turns.
      missed++;
      if (missed < 4 * count) {
        return;
      }
      table = new Table(LEAST_PLACES);
      count = 0;
      size = 0;
      missed = 0;
    }
    if (bytes <= capacity && find(parts) == null) {
      HashValue128 rest = parts.rest();
      table.put(rest.getLeastSignificantBits(), rest.getMostSignificantBits(), series);
      count++;
      size += bytes;
      if (2 * count > table.places()) {
        grow();
      }
    }
  }

  private void grow() {
    Table more = new Table(2 * table.places());
    for (int place = 0; place < table.places(); place++) {
      Series one = table.series.getPlain(place);
      if (one != null) {
        more.put(table.hashes[2 * place], table.hashes[2 * place + 1], one);
      }
    }
    table = more;
  }
}
