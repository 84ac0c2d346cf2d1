package dev.tocsin.engine.window;

import dev.tocsin.engine.state.StateReader;
import dev.tocsin.engine.state.StateWriter;

/**
 * A sum of differences between consecutive samples of series, and the time that they span. Times
 * are milliseconds.
 */
public final class Increase implements Summary<Increase> {
  private double sum;
  private long earliest = Long.MAX_VALUE;
  private long latest = Long.MIN_VALUE;

  /** Adds the difference between a sample and the one before it in its series. */
  void add(double difference, long before, long at) {
    sum += difference;
    earliest = Math.min(earliest, before);
    latest = Math.max(latest, at);
  }

  @Override
  public void clear() {
    sum = 0;
    earliest = Long.MAX_VALUE;
    latest = Long.MIN_VALUE;
  }

  @Override
  public void merge(Increase other) {
    sum += other.sum;
    earliest = Math.min(earliest, other.earliest);
    latest = Math.max(latest, other.latest);
  }

  /** Writes one that is not empty. It begins, as a rule, where the one written before it ended. */
  @Override
  public void write(StateWriter out) {
    out.number(sum);
    out.time(earliest);
    out.count(latest - earliest);
    out.near(latest);
  }

  @Override
  public void read(StateReader in) {
    sum += in.number();
    long begin = in.time();
    long end = begin + in.span();
    in.near(end);
    earliest = Math.min(earliest, begin);
    latest = Math.max(latest, end);
  }

  /** Whether there is no difference in it. */
  public boolean isEmpty() {
    return latest == Long.MIN_VALUE;
  }

  /** The sum of the differences; 0 when there are none. */
  public double sum() {
    return sum;
  }

  /** From the earliest earlier sample to the latest later one; 0 when there are no differences. */
  public long elapsed() {
    return isEmpty() ? 0 : latest - earliest;
  }
}
