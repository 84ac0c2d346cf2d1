package dev.tocsin.core.rule.threshold;

import com.datadoghq.sketch.ddsketch.DDSketch;
import com.datadoghq.sketch.ddsketch.DDSketches;
import com.datadoghq.sketch.ddsketch.encoding.ByteArrayInput;
import com.datadoghq.sketch.ddsketch.encoding.GrowingByteArrayOutput;
import dev.tocsin.core.state.StateReader;
import dev.tocsin.core.state.StateWriter;
import java.io.IOException;
import java.io.UncheckedIOException;

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
  public void write(StateWriter out) {
    GrowingByteArrayOutput bytes = GrowingByteArrayOutput.withDefaultInitialCapacity();
    try {
      sketch.encode(bytes, true);
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot fail to take bytes", e);
    }
    out.bytes(bytes.trimmedCopy());
  }

  @Override
  public void read(StateReader in) {
    try {
      sketch.decodeAndMergeWith(ByteArrayInput.wrap(in.bytes()));
    } catch (IOException e) {
      throw new UncheckedIOException("the stored state is damaged: " + e.getMessage(), e);
    }
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
