package dev.tocsin.evaluator.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoNumberTest {
  @ParameterizedTest
  @CsvSource({
    "0,0e+00",
    "-0.0,-0e+00",
    "1,1e+00",
    "91.5,9.15e+01",
    "-80.00000001,-8.000000001e+01",
    "1000000,1e+06",
    "0.1,1e-01",
    "123456789012,1.23456789012e+11",
    "1e100,1e+100",
    "1.7976931348623157e308,1.7976931348623157e+308",
    "NaN,NaN",
    "Infinity,+Inf",
    "-Infinity,-Inf",
  })
  void exponent_isAsFewDigitsAsReportsItFromOthers(double number, String written) {
    assertThat(GoNumber.exponent(number)).isEqualTo(written);
  }

  @Test
  void exponent_readAgain_isTheSameNumber() {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
    for (int n = 0; n < 100_000; n++) {
      double number = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(number)) {
        String written = GoNumber.exponent(number);
        assertThat(Double.parseDouble(written)).isEqualTo(number);
        assertThat(written).matches("-?\\d(\\.\\d+)?e[+-]\\d{2,3}");
      }
    }
  }
}
