package dev.tocsin.engine.window;

import dev.tocsin.engine.state.StateReader;
import dev.tocsin.engine.state.StateWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * The samples of one series of which differences will be made: the newest that is behind all
 * evaluation times, and those that wait. Times are milliseconds since 1970.
 *
 * <p>When a series comes from several sources, a sample's place is by the latest time that its own
 * source has reached: samples that are in order within their sources are in order among all.
 */
final class SeriesSamples {
  static final Point NOTHING = new Point(Long.MIN_VALUE, 0, 0, Long.MIN_VALUE);

  long id;
  Point newest = NOTHING;

  /** By order, and as they came. */
  final List<Point> waiting = new ArrayList<>(1);

  /**
   * A sample.
   *
   * @param order the latest time that came from its source up to it
   */
  record Point(long at, double value, int source, long order) {
    boolean isNothing() {
      return at == Long.MIN_VALUE;
    }
  }

  /** Makes it that of another series, of which nothing is known. */
  void restart(long seriesId) {
    id = seriesId;
    newest = NOTHING;
    waiting.clear();
  }

  /** Takes the next sample from a source. */
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

  /** Writes all but its id. */
  void write(StateWriter out) {
    out.count(2L * waiting.size() + (newest.isNothing() ? 0 : 1));
    if (!newest.isNothing()) {
      write(out, newest);
    }
    for (Point point : waiting) {
      write(out, point);
      out.count(point.source());
      out.count(point.order() - point.at());
    }
  }

  private static void write(StateWriter out, Point point) {
    out.time(point.at());
    out.near(point.at());
    out.number(point.value());
  }

  /** Takes in what was written. */
  void read(StateReader in) {
    int points = in.count();
    if (points % 2 == 1) {
      long at = time(in);
      newest = new Point(at, in.number(), 0, Long.MIN_VALUE);
    }
    for (int left = points / 2; left > 0; left--) {
      long at = time(in);
      waiting.add(new Point(at, in.number(), in.count(), at + in.span()));
    }
  }

  private static long time(StateReader in) {
    long at = in.time();
    in.near(at);
    return at;
  }
}
