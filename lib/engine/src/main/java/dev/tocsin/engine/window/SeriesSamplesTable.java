package dev.tocsin.engine.window;

import java.util.Arrays;

/**
 * Series by id, in order. What was let go of is used again, so that a memory which is made that of
 * one key after another allocates nothing.
 */
final class SeriesSamplesTable {
  /** By id, {@code size} of them, and then some that are of use again. */
  private SeriesSamples[] series = {};

  private int size;

  int size() {
    return size;
  }

  /** The series at a place: from 0 on by id. */
  SeriesSamples get(int place) {
    return series[place];
  }

  /** The series of this id; one of which nothing is known when it was not there. */
  SeriesSamples findOrAdd(long id) {
    int place = size;
    if (place > 0 && series[place - 1].id >= id) {
      place = place(id);
      if (series[place].id == id) {
        return series[place];
      }
    }
    if (size == series.length) {
      series = Arrays.copyOf(series, size + 1 + size / 2);
      for (int more = size; more < series.length; more++) {
        series[more] = new SeriesSamples();
      }
    }
    SeriesSamples current = series[size];
    System.arraycopy(series, place, series, place + 1, size - place);
    series[place] = current;
    size++;
    current.restart(id);
    return current;
  }

  /** The place of the first series whose id is not less. */
  private int place(long id) {
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (series[middle].id < id) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Lets go of the series that have no sample after this time, and none that waits. */
  void dropUpTo(long time) {
    int kept = 0;
    for (int place = 0; place < size; place++) {
      SeriesSamples current = series[place];
      if (!current.waiting.isEmpty() || current.newest.at() > time) {
        series[place] = series[kept];
        series[kept++] = current;
      }
    }
    size = kept;
  }

  /** Lets go of all. */
  void clear() {
    size = 0;
  }
}
