package dev.tocsin.engine.window;

import dev.tocsin.engine.state.StateReader;
import dev.tocsin.engine.state.StateWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How the series of one metric increase within one or several windows (docs/rules.md, "Rate").
 *
 * <p>At an evaluation time the samples that are later do not exist: an earlier sample that came
 * after one of them still makes a difference there. So samples wait, in the order in which they
 * came, until a evaluation time has passed all that came before them. When a series comes from
 * several sources, a sample's place is by the latest time that its own source has reached: samples
 * that are in order within their sources are in order among all.
 */
public final class Increases {
  private final boolean resets;
  private final List<Buckets<Increase>> windows;

  /**
   * Those of the samples that are later than an evaluation time, for as long as it is evaluated.
   */
  private final List<Buckets<Increase>> passing;

  private final long longest;

  /** By id, {@code known} of them, and then some that are of use again. */
  private Series[] series = {};

  private int known;

  /**
   * A sample.
   *
   * @param order the latest time that came from its source up to it
   */
  private record Point(long at, double value, int source, long order) {
    boolean isNothing() {
      return at == Long.MIN_VALUE;
    }
  }

  private static final class Series {
    long id;
    Point newest = NOTHING;

    /** By order, and as they came. */
    final List<Point> waiting = new ArrayList<>(1);

    void add(int source, long at, double value) {
      long order = at;
      for (Point point : waiting) {
        if (point.source() == source) {
          order = Math.max(order, point.order());
        }
      }
      int place = waiting.size();
      while (place > 0 && waiting.get(place - 1).order() > order) {
        place--;
      }
      waiting.add(place, new Point(at, value, source, order));
    }
  }

  private static final Point NOTHING = new Point(Long.MIN_VALUE, 0, 0, Long.MIN_VALUE);

  /**
   * @param resets whether a drop means that a counter began anew
   */
  public Increases(boolean resets, Duration step, List<Duration> windows) {
    this.resets = resets;
    this.windows = buckets(step, windows);
    this.passing = buckets(step, windows);
    this.longest = windows.stream().mapToLong(Duration::toMillis).max().orElseThrow();
  }

  private static List<Buckets<Increase>> buckets(Duration step, List<Duration> windows) {
    return windows.stream()
        .map(length -> new WindowSpan(step.toMillis(), length.toMillis()))
        .map(span -> new Buckets<>(span, Increase::new))
        .toList();
  }

  /** Takes the next sample of a series from a source. */
  public void take(long seriesId, int source, long at, double value) {
    series(seriesId).add(source, at, value);
  }

  private Series series(long id) {
    int place = known;
    if (place > 0 && series[place - 1].id >= id) {
      place = place(id);
      if (series[place].id == id) {
        return series[place];
      }
    }
    if (known == series.length) {
      series = Arrays.copyOf(series, known + 1 + known / 2);
      for (int more = known; more < series.length; more++) {
        series[more] = new Series();
      }
    }
    Series current = series[known];
    System.arraycopy(series, place, series, place + 1, known - place);
    series[place] = current;
    known++;
    current.id = id;
    current.newest = NOTHING;
    current.waiting.clear();
    return current;
  }

  /** The place of the first series whose id is not less. */
  private int place(long id) {
    int low = 0;
    int high = known;
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

  /** The increase within each window at an evaluation time, in the order of the windows. */
  public List<Increase> at(long evaluationTime) {
    passing.forEach(Buckets::clear);
    for (int place = 0; place < known; place++) {
      Point newest = pass(series[place], evaluationTime);
      for (Point point : series[place].waiting) {
        if (point.at() <= evaluationTime) {
          newest = difference(passing, newest, point);
        }
      }
    }
    List<Increase> increases = new ArrayList<>(windows.size());
    for (int window = 0; window < windows.size(); window++) {
      Increase increase = windows.get(window).inWindow(evaluationTime);
      if (!passing.get(window).isEmpty()) {
        increase.merge(passing.get(window).inWindow(evaluationTime));
      }
      increases.add(increase);
    }
    return increases;
  }

  /** Takes in for good the samples before which none is later than the evaluation time. */
  private Point pass(Series current, long evaluationTime) {
    int passed = 0;
    while (passed < current.waiting.size()
        && current.waiting.get(passed).order() <= evaluationTime) {
      current.newest = difference(windows, current.newest, current.waiting.get(passed));
      passed++;
    }
    current.waiting.subList(0, passed).clear();
    return current.newest;
  }

  /** Returns which of two consecutive samples is the newest. */
  private Point difference(List<Buckets<Increase>> into, Point newest, Point point) {
    if (point.at() < newest.at()) {
      return newest;
    }
    if (!newest.isNothing()) {
      double change = point.value() - newest.value();
      double difference = resets && change < 0 ? point.value() : change;
      for (Buckets<Increase> window : into) {
        if (point.at() - newest.at() <= window.span().length()) {
          window.at(point.at()).add(difference, newest.at(), point.at());
        }
      }
    }
    return point;
  }

  /** Lets go of what no evaluation time from {@code next} on needs. */
  public void settle(long next) {
    windows.forEach(window -> window.settle(next));
    long farEdge = farEdge(next) - longest;
    int kept = 0;
    for (int place = 0; place < known; place++) {
      Series current = series[place];
      if (!current.waiting.isEmpty() || current.newest.at() > farEdge) {
        series[place] = series[kept];
        series[kept++] = current;
      }
    }
    known = kept;
  }

  /** Writes what is remembered. */
  public void write(StateWriter out) {
    windows.forEach(window -> window.write(out));
    out.count(known);
    for (int place = 0; place < known; place++) {
      Series current = series[place];
      out.bits(current.id);
      out.count(2L * current.waiting.size() + (current.newest.isNothing() ? 0 : 1));
      if (!current.newest.isNothing()) {
        write(out, current.newest);
      }
      for (Point point : current.waiting) {
        write(out, point);
        out.count(point.source());
        out.count(point.order() - point.at());
      }
    }
  }

  private static void write(StateWriter out, Point point) {
    out.time(point.at());
    out.near(point.at());
    out.number(point.value());
  }

  /** Takes in what was written with as many windows, whatever their lengths. */
  public void read(StateReader in) {
    windows.forEach(window -> window.read(in));
    for (int left = in.count(); left > 0; left--) {
      Series current = series(in.bits());
      int points = in.count();
      if (points % 2 == 1) {
        long at = time(in);
        current.newest = new Point(at, in.number(), 0, Long.MIN_VALUE);
      }
      for (int waiting = points / 2; waiting > 0; waiting--) {
        long at = time(in);
        current.waiting.add(new Point(at, in.number(), in.count(), at + in.span()));
      }
    }
  }

  private static long time(StateReader in) {
    long at = in.time();
    in.near(at);
    return at;
  }

  /** Forgets all. */
  public void clear() {
    windows.forEach(Buckets::clear);
    known = 0;
  }

  /** Whether nothing is remembered. */
  public boolean isEmpty() {
    return known == 0 && isOutOfWindows();
  }

  /** Whether nothing is in a window, now or later, unless another sample comes. */
  public boolean isIdle() {
    for (int place = 0; place < known; place++) {
      if (!series[place].waiting.isEmpty()) {
        return false;
      }
    }
    return isOutOfWindows();
  }

  private boolean isOutOfWindows() {
    for (Buckets<Increase> window : windows) {
      if (!window.isEmpty()) {
        return false;
      }
    }
    return true;
  }

  /** The far edge of the longest window at an evaluation time. */
  public long farEdge(long evaluationTime) {
    long farthest = Long.MAX_VALUE;
    for (Buckets<Increase> window : windows) {
      farthest = Math.min(farthest, window.span().farEdge(evaluationTime));
    }
    return farthest;
  }
}
