package dev.tocsin.core.rule.threshold;

import com.datadoghq.sketch.ddsketch.DDSketch;
import com.datadoghq.sketch.ddsketch.DDSketches;

/** A percentile, accurate to 1 % of the value (DDSketch, γ = 1.01/0.99). */
final class Percentile implements Values {
  private static final double ACCURACY = 0.01;

  private final double quantile;
  private final DDSketch sketch = DDSketches.unboundedDense(ACCURACY);

  Percentile(double quantile) {
    this.quantile = quantile;
  }

  @Override
  public void add(long at, double value) {
    sketch.accept(value);
  }

  @Override
  public void merge(Values later) {
    sketch.mergeWith(((Percentile) later).sketch);
  }

  @Override
  public boolean isEmpty() {
    return sketch.isEmpty();
  }

  @Override
  public double result() {
    return sketch.getValueAtQuantile(quantile);
  }
}
