package dev.tocsin.core.rule.window;

import dev.tocsin.core.state.StateReader;
import dev.tocsin.core.state.StateWriter;

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
  public void merge(Increase other) {
    sum += other.sum;
    earliest = Math.min(earliest, other.earliest);
    latest = Math.max(latest, other.latest);
  }

  @Override
  public void write(StateWriter out) {
    out.number(sum);
    out.time(earliest);
    out.time(latest);
  }

  @Override
  public void read(StateReader in) {
    sum += in.number();
    earliest = Math.min(earliest, in.time());
    latest = Math.max(latest, in.time());
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
