package dev.tocsin.core.rule.window;

import dev.tocsin.core.state.StateReader;
import dev.tocsin.core.state.StateWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How the series of one metric increase within one or several windows (rules-spec section 4, rate).
 *
 * <p>At a grid point the samples that are later do not exist: an earlier sample that came after one
 * of them still makes a difference there. So samples wait, in the order in which they came, until a
 * grid point has passed all that came before them. When a series comes from several sources, a
 * sample's place is by the latest time that its own source has reached: samples that are in order
 * within their sources are in order among all.
 */
public final class Increases {
  private final boolean resets;
  private final List<Buckets<Increase>> windows;
  private final long longest;
  private final Map<Long, Series> series = new HashMap<>();

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
    this.windows =
        windows.stream()
            .map(length -> new WindowSpan(step.toMillis(), length.toMillis()))
            .map(span -> new Buckets<>(span, Increase::new))
            .toList();
    this.longest = windows.stream().mapToLong(Duration::toMillis).max().orElseThrow();
  }

  /** Takes the next sample of a series from a source. */
  public void take(long seriesId, int source, long at, double value) {
    series.computeIfAbsent(seriesId, id -> new Series()).add(source, at, value);
  }

  /** The increase within each window at a grid point, in the order of the windows. */
  public List<Increase> at(long gridPoint) {
    List<Buckets<Increase>> passing = List.of();
    for (Series one : series.values()) {
      Point newest = pass(one, gridPoint);
      for (Point point : one.waiting) {
        if (point.at() <= gridPoint) {
          passing = passing.isEmpty() ? emptyWindows() : passing;
          newest = difference(passing, newest, point);
        }
      }
    }
    List<Increase> increases = new ArrayList<>(windows.size());
    for (int window = 0; window < windows.size(); window++) {
      Increase increase = windows.get(window).inWindow(gridPoint);
      if (!passing.isEmpty()) {
        increase.merge(passing.get(window).inWindow(gridPoint));
      }
      increases.add(increase);
    }
    return increases;
  }

  private List<Buckets<Increase>> emptyWindows() {
    return windows.stream().map(window -> new Buckets<>(window.span(), Increase::new)).toList();
  }

  /** Takes in for good the samples before which none is later than the grid point. */
  private Point pass(Series one, long gridPoint) {
    int passed = 0;
    while (passed < one.waiting.size() && one.waiting.get(passed).order() <= gridPoint) {
      one.newest = difference(windows, one.newest, one.waiting.get(passed));
      passed++;
    }
    one.waiting.subList(0, passed).clear();
    return one.newest;
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

  /** Lets go of what no grid point from {@code next} on needs. */
  public void settle(long next) {
    windows.forEach(window -> window.settle(next));
    long farEdge = farEdge(next) - longest;
    series.values().removeIf(one -> one.waiting.isEmpty() && one.newest.at() <= farEdge);
  }

  /** Writes what is remembered. */
  public void write(StateWriter out) {
    windows.forEach(window -> window.write(out));
    out.count(series.size());
    series.forEach((id, one) -> {
      out.bits(id);
      out.count(one.waiting.size());
      for (Point point : one.waiting) {
        write(out, point);
        out.count(point.source());
        out.time(point.order());
      }
      out.count(one.newest.isNothing() ? 0 : 1);
      if (!one.newest.isNothing()) {
        write(out, one.newest);
      }
    });
  }

  private static void write(StateWriter out, Point point) {
    out.time(point.at());
    out.number(point.value());
  }

  /** Takes in what was written with as many windows, whatever their lengths. */
  public void read(StateReader in) {
    windows.forEach(window -> window.read(in));
    for (int left = in.count(); left > 0; left--) {
      Series one = series.computeIfAbsent(in.bits(), id -> new Series());
      for (int waiting = in.count(); waiting > 0; waiting--) {
        one.waiting.add(new Point(in.time(), in.number(), in.count(), in.time()));
      }
      if (in.count() > 0) {
        one.newest = new Point(in.time(), in.number(), 0, Long.MIN_VALUE);
      }
    }
  }

  /** Whether nothing is remembered. */
  public boolean isEmpty() {
    return series.isEmpty() && isOutOfWindows();
  }

  /** Whether nothing is in a window, now or later, unless another sample comes. */
  public boolean isIdle() {
    for (Series one : series.values()) {
      if (!one.waiting.isEmpty()) {
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

  /** The far edge of the longest window at a grid point. */
  public long farEdge(long gridPoint) {
    long farthest = Long.MAX_VALUE;
    for (Buckets<Increase> window : windows) {
      farthest = Math.min(farthest, window.span().farEdge(gridPoint));
    }
    return farthest;
  }
}
