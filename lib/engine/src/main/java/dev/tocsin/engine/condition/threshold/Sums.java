package dev.tocsin.engine.condition.threshold;

import dev.tocsin.engine.state.StateReader;
import dev.tocsin.engine.state.StateWriter;

/** Sum and number. */
final class Sums implements Values {
  private final Result result;
  private double sum;
  private long count;

  /** Makes a number of both. */
  interface Result {
    double of(double sum, long count);
  }

  Sums(Result result) {
    this.result = result;
  }

  @Override
  public void add(long at, double value) {
    sum += value;
    count++;
  }

  @Override
  public void clear() {
    sum = 0;
    count = 0;
  }

  @Override
  public void merge(Values later) {
    Sums other = (Sums) later;
    sum += other.sum;
    count += other.count;
  }

  @Override
  public void write(StateWriter out) {
    out.number(sum);
    out.count(count);
  }

  @Override
  public void read(StateReader in) {
    sum += in.number();
    count += in.count();
  }

  @Override
  public boolean isEmpty() {
    return count == 0;
  }

  @Override
  public double result() {
    return result.of(sum, count);
  }
}
