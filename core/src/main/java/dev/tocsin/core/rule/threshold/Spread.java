package dev.tocsin.core.rule.threshold;

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
  public void merge(Values later) {
    Spread other = (Spread) later;
    if (other.count == 0) {
      return;
    }
    long both = count + other.count;
    double distance = other.mean - mean;
    squares += other.squares + distance * distance * ((double) count * other.count / both);
    mean += distance * other.count / both;
    count = both;
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
