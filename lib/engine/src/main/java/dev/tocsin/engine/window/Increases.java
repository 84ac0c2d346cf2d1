package dev.tocsin.engine.window;

import dev.tocsin.engine.rule.WindowState;
import dev.tocsin.engine.state.StateReader;
import dev.tocsin.engine.state.StateWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How the series of one metric increase within one or several windows (docs/rules.md, "Rate").
 * Times are milliseconds since 1970.
 */
public final class Increases {
  private final boolean resets;
  private final List<Buckets<Increase>> windows;

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
  }

  /** Takes a sample: see {@link WindowState#take}. */
  public void take(long at, double value, long before, double valueBefore) {
    if (before == WindowState.NOTHING_BEFORE) {
      return;
    }
    double change = value - valueBefore;
    double difference = resets && change < 0 ? value : change;
    for (Buckets<Increase> window : windows) {
      if (at - before <= window.span().length()) {
        window.at(at).add(difference, before, at);
      }
    }
  }

  /** The increase within each window at an evaluation time, in the order of the windows. */
  public List<Increase> at(long evaluationTime) {
    List<Increase> increases = new ArrayList<>(windows.size());
    for (Buckets<Increase> window : windows) {
      increases.add(window.inWindow(evaluationTime));
    }
    return increases;
  }

  /** Lets go of what no evaluation time from {@code next} on needs. */
  public void settle(long next) {
    windows.forEach(window -> window.settle(next));
  }

  /** Writes what is remembered. */
  public void write(StateWriter out) {
    windows.forEach(window -> window.write(out));
  }

  /** Takes in what was written with as many windows, whatever their lengths. */
  public void read(StateReader in) {
    windows.forEach(window -> window.read(in));
  }

  /** Forgets all. */
  public void clear() {
    windows.forEach(Buckets::clear);
  }

  /** Whether nothing is in a window, now or later, unless another sample is taken. */
  public boolean isEmpty() {
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
