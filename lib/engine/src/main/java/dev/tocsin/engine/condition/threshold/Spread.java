package dev.tocsin.engine.condition.threshold;

import dev.tocsin.engine.state.StateReader;
import dev.tocsin.engine.state.StateWriter;

/**
 * The standard deviation of the population, by number, mean and sum of squared distances from it
 * (Welford 1962; joined as by Chan, Golub and LeVeque 1979).
 */
final class Spread implements Values {
  private long count;
  private double mean;
  private double squares;

  @Override
  public void add(long at, double value) {
    count++;
    double distance = value - mean;
    mean += distance / count;
    squares += distance * (value - mean);
  }

  @Override
  public void clear() {
    count = 0;
    mean = 0;
    squares = 0;
  }

  @Override
  public void merge(Values later) {
    Spread other = (Spread) later;
    join(other.count, other.mean, other.squares);
  }

  private void join(long otherCount, double otherMean, double otherSquares) {
    if (otherCount == 0) {
      return;
    }
    long both = count + otherCount;
    double distance = otherMean - mean;
    squares += otherSquares + distance * distance * ((double) count * otherCount / both);
    mean += distance * otherCount / both;
    count = both;
  }

  @Override
  public void write(StateWriter out) {
    out.count(count);
    out.number(mean);
    out.number(squares);
  }

  @Override
  public void read(StateReader in) {
    if (count > 0) {
      join(in.count(), in.number(), in.number());
    } else {
      count = in.count();
      mean = in.number();
      squares = in.number();
    }
  }

  @Override
  public boolean isEmpty() {
    return count == 0;
  }

  @Override
  public double result() {
    return Math.sqrt(squares / count);
  }
}
