package dev.tocsin.engine.window;

import dev.tocsin.engine.state.StateReader;
import dev.tocsin.engine.state.StateWriter;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The samples of one key that no evaluation time has looked at: made those of one key after
 * another. Times are milliseconds since 1970. Not for several threads.
 */
final class NewSamples {
  private int[] metrics = {};
  private long[] series = {};
  private long[] times = {};
  private double[] values = {};
  private long[] begun = {};
  private long[] arrivals = {};

  /** The places by time, of the same time as they came. */
  private int[] inOrder = {};

  private int size;

  /** Writes one: what {@link #read} reads. */
  static void write(
      StateWriter out, int metric, long series, long at, double value, long begun, long arrival) {
    out.count(metric);
    out.bits(series);
    out.time(at);
    out.number(value);
    out.count(begun + 1);
    out.count(arrival);
  }

  /** Becomes what was written, up to the end, in the order of time. */
  void read(StateReader in) {
    size = 0;
    boolean isOrdered = true;
    while (!in.isAtEnd()) {
      makeRoom();
      metrics[size] = in.count();
      series[size] = in.bits();
      times[size] = in.time();
      values[size] = in.number();
      begun[size] = in.span() - 1;
      arrivals[size] = in.span();
      inOrder[size] = size;
      isOrdered = isOrdered && (size == 0 || times[size] >= times[size - 1]);
      size++;
    }
    if (!isOrdered) {
      int[] sorted =
          IntStream.range(0, size)
              .boxed()
              .sorted(Comparator.comparingLong(place -> times[place]))
              .mapToInt(Integer::intValue)
              .toArray();
      System.arraycopy(sorted, 0, inOrder, 0, size);
    }
  }

  private void makeRoom() {
    if (size == times.length) {
      int room = size + 16 + size / 2;
      metrics = Arrays.copyOf(metrics, room);
      series = Arrays.copyOf(series, room);
      times = Arrays.copyOf(times, room);
      values = Arrays.copyOf(values, room);
      begun = Arrays.copyOf(begun, room);
      arrivals = Arrays.copyOf(arrivals, room);
      inOrder = Arrays.copyOf(inOrder, room);
    }
  }

  /** How many there are: the places from 0 on are in the order of time. */
  int size() {
    return size;
  }

  int metric(int place) {
    return metrics[inOrder[place]];
  }

  long series(int place) {
    return series[inOrder[place]];
  }

  long time(int place) {
    return times[inOrder[place]];
  }

  double value(int place) {
    return values[inOrder[place]];
  }

  /** When the counter of a sample began; see {@link WindowSample#begun}. */
  long begun(int place) {
    return begun[inOrder[place]];
  }

  /** Distinguishes samples of the same time by which came first, also of different keys. */
  long arrival(int place) {
    return arrivals[inOrder[place]];
  }

  void clear() {
    size = 0;
  }

  /** Writes those from a place on. */
  void writeFrom(int first, StateWriter out) {
    for (int place = first; place < size; place++) {
      write(
          out,
          metric(place),
          series(place),
          time(place),
          value(place),
          begun(place),
          arrival(place));
    }
  }
}
