package dev.tocsin.engine.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.engine.condition.anomaly.Anomaly;
import dev.tocsin.engine.condition.anomaly.Anomaly.Direction;
import dev.tocsin.engine.condition.threshold.Threshold;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionTest {
  @ParameterizedTest
  @CsvSource({
    "GREATER, 80, false",
    "GREATER, 80.00000001, true",
    "LESS_OR_EQUAL, 80, true",
    "EQUAL, 80, true",
    "NOT_EQUAL, 80, false",
    "GREATER, NaN, false",
  })
  void meets_aThreshold_isItsComparison(Operator operator, double value, boolean meets) {
    assertThat(new Threshold("cpu", operator, 80).meets(value)).isEqualTo(meets);
  }

  @ParameterizedTest
  @CsvSource({
    "UP, 3, true",
    "UP, -5, false",
    "DOWN, -3, true",
    "DOWN, 5, false",
    "BOTH, -5, true",
    "BOTH, 2.9, false",
  })
  void meets_anAnomaly_heedsItsDirection(Direction direction, double deviations, boolean meets) {
    Anomaly anomaly = new Anomaly("cpu", 3, direction, Duration.ofHours(1), 30);
    assertThat(anomaly.meets(deviations)).isEqualTo(meets);
  }
}
