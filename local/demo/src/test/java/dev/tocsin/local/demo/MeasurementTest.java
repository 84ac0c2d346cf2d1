package dev.tocsin.local.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MeasurementTest {

  private static final Instant AT = Instant.parse("2026-11-21T10:00:00Z");

  @Test
  void toJson_isTheRecordFormOfTheMetricsTopic() {
    var measurement =
        new Measurement("cpu_usage_percent", "web-1", 91.5, AT, Map.of("zone", "b", "env", "demo"));

    assertThat(measurement.toJson())
        .isEqualTo(
            """
            {"metric_name":"cpu_usage_percent","instance_id":"web-1","value":91.5,\
            "timestamp":"2026-11-21T10:00:00.000Z","tags":{"env":"demo","zone":"b"}}\
            """);
  }

  @Test
  void new_valueIsNoNumber_isRefused() {
    assertThatThrownBy(() -> new Measurement("load_1m", "web-1", Double.NaN, AT, Map.of()))
        .hasMessageContaining("load_1m of web-1 is no number");
  }
}
