package dev.tocsin.engine.window;

import dev.tocsin.engine.alert.AlertKeyState;
import dev.tocsin.engine.alert.Phase;
import dev.tocsin.engine.state.StateReader;
import dev.tocsin.engine.state.StateWriter;
import java.util.Arrays;

/**
 * What is known of one key of a scheduled rule: its state, and as bytes what its condition
 * remembers, behind which the samples stand that came since the key was evaluated. There may be a
 * million of them, so that it is few objects. Times are milliseconds since 1970.
 */
final class WindowInstance {
  /** Enough to distinguish times between which less than a year lies. */
  private static final int TIME_BITS = 36;

  private static final long TIME = (1L << TIME_BITS) - 1;

  private static final byte[] NOTHING = {};
  private static final long[] NO_SERIES = {};

  /** Its fingerprint. */
  final long name;

  AlertKeyState state = AlertKeyState.NONE;
  boolean isCounted;
  private boolean isIdle;

  /** The first {@code size} bytes are in use. */
  private byte[] memory = NOTHING;

  private int size;

  /**
   * The series that have a sample in a window still to be evaluated; {@code seriesCount} of them,
   * in order. The first bits of each name it, those of {@link #TIME} are the last of the time of
   * its newest sample.
   */
  private long[] series = NO_SERIES;

  private int seriesCount;

  /**
   * @param isIdle whether no evaluation time has a result on a key that never had a sample
   */
  WindowInstance(long name, boolean isIdle) {
    this.name = name;
    this.isIdle = isIdle;
  }

  /** Replaces what is remembered by what was written. */
  void remember(StateWriter written, boolean isIdle) {
    this.isIdle = isIdle;
    size = written.size();
    if (size > memory.length || memory.length - size > 16 + size / 32) {
      memory = size == 0 ? NOTHING : new byte[size];
    }
    written.copyInto(memory, 0);
  }

  /** Adds a sample to what is remembered. */
  void add(StateWriter sample) {
    isIdle = false;
    int more = size + sample.size();
    if (more > memory.length) {
      memory = Arrays.copyOf(memory, more + more / 32);
    }
    sample.copyInto(memory, size);
    size = more;
  }

  /** Lets a reader read what is remembered. */
  void recall(StateReader in) {
    in.over(memory, size);
  }

  /** Whether nothing is remembered. */
  boolean isEmpty() {
    return size == 0;
  }

  /** Whether no later evaluation time has a result unless another sample comes. */
  boolean isIdle() {
    return isIdle && seriesCount == 0;
  }

  /** Whether nothing is known of it, as of one that never had a sample. */
  boolean isUnknown() {
    return isEmpty() && state.phase() == Phase.NONE;
  }

  /** How many series have a sample in a window still to be evaluated. */
  int seriesCount() {
    return seriesCount;
  }

  boolean hasSeries(long id) {
    return isAt(place(named(id)), named(id));
  }

  private static long named(long id) {
    return (id * WindowInstanceTable.GOLDEN) & ~TIME;
  }

  private boolean isAt(int place, long named) {
    return place < seriesCount && (series[place] & ~TIME) == named;
  }

  /** Notes a sample of a series that is in a window still to be evaluated. */
  void seen(long id, long at) {
    long named = named(id);
    int place = place(named);
    if (!isAt(place, named)) {
      if (seriesCount == series.length) {
        series = Arrays.copyOf(series, seriesCount + 1 + seriesCount / 8);
      }
      System.arraycopy(series, place, series, place + 1, seriesCount - place);
      seriesCount++;
      series[place] = named | (at & TIME);
    } else if (isLater(at, series[place])) {
      series[place] = named | (at & TIME);
    }
  }

  /** Whether one time is later than another; of both the last bits are enough. */
  private static boolean isLater(long first, long second) {
    return (first - second) << (Long.SIZE - TIME_BITS) > 0;
  }

  /** The place of the first series whose name is not less. */
  private int place(long named) {
    int found = Arrays.binarySearch(series, 0, seriesCount, named);
    return found < 0 ? ~found : found;
  }

  /** Drops the series whose newest sample is at this time or before. */
  void dropSeries(long farEdge) {
    int kept = 0;
    for (int place = 0; place < seriesCount; place++) {
      if (isLater(series[place], farEdge)) {
        series[kept++] = series[place];
      }
    }
    seriesCount = kept;
    if (series.length > kept) {
      series = kept == 0 ? NO_SERIES : Arrays.copyOf(series, kept);
    }
  }

  /** Writes all but its name and state. */
  void write(StateWriter out) {
    out.count(2L * seriesCount + (isIdle ? 1 : 0));
    for (int place = 0; place < seriesCount; place++) {
      out.bits(series[place]);
    }
    out.bytes(memory, size);
  }

  /** Takes in what was written. */
  void read(StateReader in) {
    int count = in.count();
    isIdle = count % 2 == 1;
    seriesCount = count / 2;
    series = seriesCount == 0 ? NO_SERIES : new long[seriesCount];
    for (int place = 0; place < seriesCount; place++) {
      series[place] = in.bits();
    }
    memory = in.bytes();
    size = memory.length;
  }
}
