package dev.tocsin.formats;

import com.dynatrace.hash4j.hashing.HashValue128;
import dev.tocsin.engine.sample.Series;
import dev.tocsin.formats.JsonFastPath.Parts;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The series of JSON records that were parsed, by all bytes of the record beside its value and its
 * time. Producers write the records of a series alike: such a record need not be parsed again,
 * which costs several times as much as all the rest of evaluating it. What parses records stays the
 * only evaluate of what they say: nothing is known but what it found. Safe for use by several
 * threads.
 *
 * <p>The bytes stand in it as a hash of 128 bits (XXH3), since fetching them from memory to compare
 * them would take longer than all the rest. Two records that differ and have the same hash do not
 * come about by chance; who makes them on purpose could as well write the other's records.
 */
final class SeriesCache {
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
        Series cached = series.getAcquire(place);
        if (cached == null
            || (hashes[2 * place] == hash.getLeastSignificantBits()
                && hashes[2 * place + 1] == hash.getMostSignificantBits())) {
          return cached;
        }
      }
    }

    void put(long low, long high, Series cached) {
      int mask = places() - 1;
      int place = (int) low & mask;
      while (series.getPlain(place) != null) {
        place = (place + 1) & mask;
      }
      hashes[2 * place] = low;
      hashes[2 * place + 1] = high;
      series.setRelease(place, cached);
    }
  }

  /**
   * @param capacity bytes that it may take, about
   */
  SeriesCache(long capacity) {
    this.capacity = capacity;
  }

  /** With a part of the heap that leaves enough for all else. */
  static SeriesCache ofTheHeap() {
    return new SeriesCache(Runtime.getRuntime().maxMemory() / 8);
  }

  /** The series of a record that was parsed and had the same rest. */
  @Nullable Series find(Parts parts) {
    return table.find(parts.rest());
  }

  /** The series of each of these, or none. */
  @Nullable Series[] find(@Nullable Parts[] records) {
    Table all = table;
    @Nullable Series[] found = new Series[records.length];
    for (int at = 0; at < found.length; at++) {
      Parts parts = records[at];
      found[at] = parts == null ? null : all.find(parts.rest());
    }
    return found;
  }

  /** Makes the series of a parsed record known, which had its value and its time there. */
  synchronized void add(Parts parts, Series series) {
    long bytes = (long) parts.length() + ENTRY;
    if (size + bytes > capacity) {
      // No eviction until misses exceed 4 times the entries: producers cycle through their series,
      // and LRU would miss every time.
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
      Series cached = table.series.getPlain(place);
      if (cached != null) {
        more.put(table.hashes[2 * place], table.hashes[2 * place + 1], cached);
      }
    }
    table = more;
  }
}
