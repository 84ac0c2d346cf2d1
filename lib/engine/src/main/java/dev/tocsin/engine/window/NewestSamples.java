package dev.tocsin.engine.window;

import dev.tocsin.engine.rule.WindowState;
import dev.tocsin.engine.state.StateReader;
import dev.tocsin.engine.state.StateWriter;
import java.util.Arrays;

/**
 * The newest sample that was taken of each series of one key, by the series' id: made that of one
 * key after another. Times are milliseconds since 1970. Not for several threads.
 */
final class NewestSamples {
  private final boolean hasValues;
  private long[] ids = {};
  private long[] times = {};
  private double[] values = {};
  private int size;

  /**
   * @param hasValues whether the samples' values are kept beside their times
   */
  NewestSamples(boolean hasValues) {
    this.hasValues = hasValues;
  }

  /** The place of a series; of one that is not there the complement of where it would be. */
  int find(long id) {
    if (size == 0 || id > ids[size - 1]) {
      return ~size;
    }
    return Arrays.binarySearch(ids, 0, size, id);
  }

  /**
   * The time of the sample at a place; {@link WindowState#NOTHING_BEFORE} where {@link #find} found
   * nothing.
   */
  long time(int place) {
    return place < 0 ? WindowState.NOTHING_BEFORE : times[place];
  }

  /** The value at a place; of no meaning where nothing is, or where values are not kept. */
  double value(int place) {
    return place < 0 || !hasValues ? Double.NaN : values[place];
  }

  /**
   * Puts a sample in the place of its series.
   *
   * @param found what {@link #find} said
   */
  void put(int found, long id, long at, double value) {
    int place = found;
    if (place < 0) {
      place = ~place;
      makeRoom(place);
      ids[place] = id;
    }
    times[place] = at;
    if (hasValues) {
      values[place] = value;
    }
  }

  private void makeRoom(int place) {
    if (size == ids.length) {
      int room = size + 4 + size / 2;
      ids = Arrays.copyOf(ids, room);
      times = Arrays.copyOf(times, room);
      values = hasValues ? Arrays.copyOf(values, room) : values;
    }
    System.arraycopy(ids, place, ids, place + 1, size - place);
    System.arraycopy(times, place, times, place + 1, size - place);
    if (hasValues) {
      System.arraycopy(values, place, values, place + 1, size - place);
    }
    size++;
  }

  /** How many series have a sample after a time. */
  int countAfter(long time) {
    int count = 0;
    for (int place = 0; place < size; place++) {
      if (times[place] > time) {
        count++;
      }
    }
    return count;
  }

  /** Lets go of the series whose newest sample is before a time. */
  void dropBefore(long time) {
    int kept = 0;
    for (int place = 0; place < size; place++) {
      if (times[place] >= time) {
        ids[kept] = ids[place];
        times[kept] = times[place];
        if (hasValues) {
          values[kept] = values[place];
        }
        kept++;
      }
    }
    size = kept;
  }

  boolean isEmpty() {
    return size == 0;
  }

  void clear() {
    size = 0;
  }

  void write(StateWriter out) {
    out.count(size);
    for (int place = 0; place < size; place++) {
      out.bits(ids[place]);
      out.time(times[place]);
      out.near(times[place]);
      if (hasValues) {
        out.number(values[place]);
      }
    }
  }

  /** Becomes what was written. */
  void read(StateReader in) {
    size = 0;
    for (int left = in.count(); left > 0; left--) {
      long id = in.bits();
      long at = in.time();
      in.near(at);
      put(~size, id, at, hasValues ? in.number() : Double.NaN);
    }
  }
}
