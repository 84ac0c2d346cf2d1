package dev.tocsin.engine.window;

import dev.tocsin.engine.state.StateReader;
import dev.tocsin.engine.state.StateWriter;
import dev.tocsin.engine.window.SeriesSamples.Point;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How the series of one metric increase within one or several windows (docs/rules.md, "Rate").
 *
 * <p>At an evaluation time the samples that are later do not exist: an earlier sample that came
 * after one of them still makes a difference there. So samples wait, in the order in which they
 * came, until an evaluation time has passed all that came before them.
 */
public final class Increases {
  private final boolean resets;
  private final List<Buckets<Increase>> windows;

  /**
   * Those of the samples that are later than an evaluation time, for as long as it is evaluated.
   */
  private final List<Buckets<Increase>> passing;

  private final long longest;
  private final SeriesSamplesTable series = new SeriesSamplesTable();

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
    series.findOrAdd(seriesId).add(source, at, value);
  }

  /** The increase within each window at an evaluation time, in the order of the windows. */
  public List<Increase> at(long evaluationTime) {
    passing.forEach(Buckets::clear);
    for (int place = 0; place < series.size(); place++) {
      SeriesSamples current = series.get(place);
      Point newest = pass(current, evaluationTime);
      for (Point point : current.waiting) {
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
  private Point pass(SeriesSamples current, long evaluationTime) {
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
    series.dropUpTo(farEdge(next) - longest);
  }

  /** Writes what is remembered. */
  public void write(StateWriter out) {
    windows.forEach(window -> window.write(out));
    out.count(series.size());
    for (int place = 0; place < series.size(); place++) {
      out.bits(series.get(place).id);
      series.get(place).write(out);
    }
  }

  /** Takes in what was written with as many windows, whatever their lengths. */
  public void read(StateReader in) {
    windows.forEach(window -> window.read(in));
    for (int left = in.count(); left > 0; left--) {
      series.findOrAdd(in.bits()).read(in);
    }
  }

  /** Forgets all. */
  public void clear() {
    windows.forEach(Buckets::clear);
    series.clear();
  }

  /** Whether nothing is remembered. */
  public boolean isEmpty() {
    return series.size() == 0 && isOutOfWindows();
  }

  /** Whether nothing is in a window, now or later, unless another sample comes. */
  public boolean isIdle() {
    for (int place = 0; place < series.size(); place++) {
      if (!series.get(place).waiting.isEmpty()) {
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
