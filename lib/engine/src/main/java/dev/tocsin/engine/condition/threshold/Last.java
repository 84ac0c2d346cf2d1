package dev.tocsin.engine.condition.threshold;

import dev.tocsin.engine.state.StateReader;
import dev.tocsin.engine.state.StateWriter;

/** The newest value; of several at the same time the one that came last. */
final class Last implements Values {
  private long newest = Long.MIN_VALUE;
  private double value;

  @Override
  public void add(long at, double value) {
    if (at >= newest) {
      newest = at;
      this.value = value;
    }
  }

  @Override
  public void clear() {
    newest = Long.MIN_VALUE;
  }

  @Override
  public void merge(Values later) {
    Last other = (Last) later;
    if (!other.isEmpty()) {
      add(other.newest, other.value);
    }
  }

  @Override
  public void write(StateWriter out) {
    out.time(newest);
    out.number(value);
  }

  @Override
  public void read(StateReader in) {
    add(in.time(), in.number());
  }

  @Override
  public boolean isEmpty() {
    return newest == Long.MIN_VALUE;
  }

  @Override
  public double result() {
    return value;
  }
}
