package dev.tocsin.engine.condition.threshold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.datadoghq.sketch.ddsketch.DDSketch;
import com.datadoghq.sketch.ddsketch.DDSketches;
import dev.tocsin.engine.state.StateReader;
import dev.tocsin.engine.state.StateWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PercentileTest {
  private static final double[] QUANTILES = {0.5, 0.9, 0.95, 0.99};

  private static double value(Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> 0;
      case 1 -> random.nextInt(5);
      case 2 -> -Math.exp(random.nextGaussian() * 3);
      case 3 -> Math.exp(random.nextGaussian() * 50);
      default -> 100 + random.nextGaussian();
    };
  }

  private static Percentile copy(Percentile percentile, double quantile) {
    StateWriter out = new StateWriter(0);
    percentile.write(out);
    Percentile copy = new Percentile(quantile);
    copy.read(new StateReader(out.toBytes()));
    return copy;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void result_anyValuesInAnyParts_isThatOfTheLibrarysSketch(long seed) {
    Random random = new Random(seed);
    for (int run = 0; run < 500; run++) {
      double quantile = QUANTILES[random.nextInt(QUANTILES.length)];
      Percentile all = new Percentile(quantile);
      DDSketch sketch = DDSketches.unboundedDense(0.01);
      List<Double> values = new ArrayList<>();
      for (int part = random.nextInt(5); part >= 0; part--) {
        Percentile bucket = new Percentile(quantile);
        for (int left = random.nextInt(40); left > 0; left--) {
          double value = value(random);
          bucket.add(0, value);
          sketch.accept(value);
          values.add(value);
        }
        all.merge(random.nextBoolean() ? bucket : copy(bucket, quantile));
      }

      assertThat(all.isEmpty()).isEqualTo(values.isEmpty());
      if (!values.isEmpty()) {
        Collections.sort(values);
        double exact = values.get((int) (quantile * (values.size() - 1)));
        assertThat(all.result())
            .isEqualTo(sketch.getValueAtQuantile(quantile))
            .isCloseTo(exact, within(Math.abs(exact) * 0.0100001));
      }
    }
  }

  @Test
  void result_valuesBeyondTheSketchsRange_isTheNearestWithin() {
    Percentile percentile = new Percentile(0.99);
    percentile.add(0, Double.MAX_VALUE);
    percentile.add(0, Double.MAX_VALUE);

    assertThat(percentile.result()).isGreaterThan(1e306).isFinite();
  }

  @Test
  void write_aValueAStep_takesFewBytes() {
    Percentile percentile = new Percentile(0.99);
    for (int n = 0; n < 60; n++) {
      percentile.add(0, 20 + n * 0.8);
    }
    StateWriter out = new StateWriter(0);
    percentile.write(out);

    assertThat(out.toBytes().size()).isLessThan(150);
  }
}
