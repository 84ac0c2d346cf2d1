package dev.tocsin.core.unit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class UnitTest {
  @ParameterizedTest
  @CsvSource({
    "NONE, 80, 80",
    "NONE, -0.0, 0",
    "NONE, 91.5, 91.5",
    "NONE, 4.2137, 4.21",
    "NONE, 12345.678, 12345.68",
    "NONE, 123456789, 123456789",
    "NONE, 0.004213, 0.00421",
    "NONE, -33.333333333333336, -33.33",
    "NONE, 1e300, 1e300",
    "NONE, 2.5e-9, 2.5e-9",
    "NONE, NaN, NaN",
    "BYTES, 0, 0 B",
    "BYTES, 999, 999 B",
    "BYTES, 1234567890, 1.23 GB",
    "BYTES, 1.2e9, 1.2 GB",
    "BYTES, 16777216, 16.78 MB",
    "BYTES, 999999.9, 1 MB",
    "BYTES, -2048, -2.05 kB",
    "BYTES_PER_SECOND, 52428800, 52.43 MB/s",
    "SECONDS, 0, 0 s",
    "SECONDS, 4.2137, 4.21 s",
    "SECONDS, 0.25, 250 ms",
    "SECONDS, 0.0000042, 4.2 µs",
    "SECONDS, 3e-10, 0.3 ns",
    "SECONDS, 59.5, 59.5 s",
    "SECONDS, 302.9, 5m3s",
    "SECONDS, -7200, -2h",
    "SECONDS, 1e20, 1e20 s",
    "MILLISECONDS, 512.345, 512.35 ms",
    "PERCENT, 99.95, 99.95 %",
    "RATIO, 0.934, 93.4 %",
    "RATIO, 0.07, 7 %",
    "PER_SECOND, 12.5, 12.5/s",
    "STANDARD_DEVIATIONS, -6.124, -6.12 σ",
  })
  void text_ofAValue_isAsPeopleWriteIt(Unit unit, double value, String text) {
    assertThat(unit.text(value)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "NONE, 80.001, 80, 80.001",
    "NONE, 80.0000000001, 80, 80.0000000001",
    "NONE, 91.456, 80, 91.46",
    "BYTES, 16777217, 16777216, 16.777217 MB",
    "SECONDS, 300.25, 300, 5m250ms",
    "PERCENT, 80, 80, 80 %",
  })
  void text_besidesAnotherValue_differs(Unit unit, double value, double other, String text) {
    assertThat(unit.text(value, other)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "PERCENT, 99.999, 50, 99.999 %",
    "RATIO, 0.07, 0.5, 7 %",
    "NONE, 1e-9, 0, 1e-9",
    "BYTES, 16777216, 2e7, 16.78 MB",
    "BYTES, 16777216, 16777217, 16.777216 MB",
    "SECONDS, 300, 360, 5m",
    "STANDARD_DEVIATIONS, 3, 3.5, 3 σ",
  })
  void limit_besidesWhatIsCompared_isAsItWasSet(
      Unit unit, double limit, double compared, String text) {
    assertThat(unit.limit(limit, compared)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "node_memory_free_bytes, BYTES",
    "bytes, BYTES",
    "network_receive_bytes_total, BYTES",
    "http.request.seconds, SECONDS",
    "http_latency_p99_ms, MILLISECONDS",
    "rpc_duration_milliseconds, MILLISECONDS",
    "cpu_usage_percent, PERCENT",
    "job:success_ratio, RATIO",
    "kilobytes, NONE",
    "items, NONE",
    "bytes_per_second, NONE",
    "percentile, NONE",
  })
  void ofMetric_bySuffix_isItsUnit(String metric, Unit unit) {
    assertThat(Unit.ofMetric(metric)).isEqualTo(unit);
  }

  @ParameterizedTest
  @EnumSource
  void find_code_isTheUnit(Unit unit) {
    assertThat(Unit.find(unit.code())).contains(unit);
  }

  @Test
  void text_ofNearValues_isNeverTheSame() {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(7);
    for (int round = 0; round < 20_000; round++) {
      double threshold = random.nextInt(1_000) / 8.0;
      double value = threshold + random.nextInt(1, 9) * Math.pow(10, -random.nextInt(10));
      assertThat(Unit.NONE.text(value, threshold)).isNotEqualTo(Unit.NONE.text(threshold, value));
      assertThat(Unit.BYTES.text(value, threshold)).isNotEqualTo(Unit.BYTES.text(threshold, value));
    }
  }
}
