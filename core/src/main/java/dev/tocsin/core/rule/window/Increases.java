package dev.tocsin.core.rule.window;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.stream.IntStream;

/**
 * How the series of one metric increase within one or several windows (rules-spec section 4, rate).
 *
 * <p>At a grid point the samples that are later do not exist: an earlier sample that came after one
 * of them still makes a difference there. So samples wait, in the order in which they came, until a
 * grid point has passed all that came before them.
 */
public final class Increases {
  private final boolean resets;
  private final List<Buckets<Increase>> windows;
  private final long longest;
  private final Map<Long, Series> series = new HashMap<>();

  private record Point(long at, double value) {}

  private static final class Series {
    Point newest = NOTHING;
    final Queue<Point> waiting = new ArrayDeque<>(2);
  }

  private static final Point NOTHING = new Point(Long.MIN_VALUE, 0);

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

  /** Takes the next sample of a series. */
  public void take(long seriesId, long at, double value) {
    series.computeIfAbsent(seriesId, id -> new Series()).waiting.add(new Point(at, value));
  }

  /** The increase within each window at a grid point, in the order of the windows. */
  public List<Increase> at(long gridPoint) {
    List<Buckets<Increase>> passing =
        windows.stream().map(window -> new Buckets<>(window.span(), Increase::new)).toList();
    for (Series one : series.values()) {
      Point newest = pass(one, gridPoint);
      for (Point point : one.waiting) {
        if (point.at() <= gridPoint) {
          newest = difference(passing, newest, point);
        }
      }
    }
    return IntStream.range(0, windows.size())
        .mapToObj(window -> {
          Increase increase = windows.get(window).inWindow(gridPoint);
          increase.merge(passing.get(window).inWindow(gridPoint));
          return increase;
        })
        .toList();
  }

  /** Takes in for good the samples before which none is later than the grid point. */
  private Point pass(Series one, long gridPoint) {
    for (Point first = one.waiting.peek();
        first != null && first.at() <= gridPoint;
        first = one.waiting.peek()) {
      one.newest = difference(windows, one.newest, first);
      one.waiting.remove();
    }
    return one.newest;
  }

  /** Returns which of two consecutive samples is the newest. */
  private Point difference(List<Buckets<Increase>> into, Point newest, Point point) {
    if (point.at() < newest.at()) {
      return newest;
    }
    if (newest.at() != NOTHING.at()) {
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

  /** Whether nothing is remembered. */
  public boolean isEmpty() {
    return series.isEmpty() && windows.stream().allMatch(Buckets::isEmpty);
  }

  /** Whether nothing is in a window, now or later, unless another sample comes. */
  public boolean isIdle() {
    return windows.stream().allMatch(Buckets::isEmpty)
        && series.values().stream().allMatch(one -> one.waiting.isEmpty());
  }

  /** The far edge of the longest window at a grid point. */
  public long farEdge(long gridPoint) {
    return windows.stream()
        .mapToLong(window -> window.span().farEdge(gridPoint))
        .min()
        .orElseThrow();
  }
}
