package dev.tocsin.engine.condition.threshold;

import dev.tocsin.engine.state.StateReader;
import dev.tocsin.engine.state.StateWriter;
import java.util.function.DoubleBinaryOperator;

/** The least or the greatest value. */
final class Extreme implements Values {
  private final DoubleBinaryOperator choose;
  private double extreme = Double.NaN;

  Extreme(DoubleBinaryOperator choose) {
    this.choose = choose;
  }

  @Override
  public void add(long at, double value) {
    extreme = isEmpty() ? value : choose.applyAsDouble(extreme, value);
  }

  @Override
  public void clear() {
    extreme = Double.NaN;
  }

  @Override
  public void merge(Values later) {
    if (!later.isEmpty()) {
      add(0, later.result());
    }
  }

  @Override
  public void write(StateWriter out) {
    out.number(extreme);
  }

  @Override
  public void read(StateReader in) {
    double other = in.number();
    if (!Double.isNaN(other)) {
      add(0, other);
    }
  }

  @Override
  public boolean isEmpty() {
    return Double.isNaN(extreme);
  }

  @Override
  public double result() {
    return extreme;
  }
}
