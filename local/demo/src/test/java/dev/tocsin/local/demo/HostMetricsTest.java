package dev.tocsin.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class HostMetricsTest {

  private static final Instant AT = Instant.parse("2026-11-21T10:00:00Z");

  private static final HostCounters FIRST =
      new HostCounters(
          AT, 1_000, 10_000, 4, 8_000, 2_000, 100, 25, OptionalDouble.of(2.0), 5_000, 100);
  private static final HostCounters SECOND =
      new HostCounters(
          AT.plusSeconds(2),
          1_300,
          10_400,
          4,
          8_000,
          1_000,
          100,
          20,
          OptionalDouble.of(6),
          7_000,
          50);

  @Test
  void gauges_oneReading_reportsWhatNeedsNoPast() {
    assertThat(lines(HostMetrics.gauges("web-1", FIRST)))
        .containsExactly(
            "memory_usage_percent web-1 75.0",
            "disk_usage_percent web-1 75.0",
            "load_1m web-1 2.0",
            "load_1m_per_cpu web-1 0.5");
  }

  @Test
  void rates_twoReadings_tellWhatLiesBetween_andLeaveOutACounterThatWentBack() {
    assertThat(lines(HostMetrics.rates("web-1", FIRST, SECOND)))
        .containsExactly(
            "cpu_usage_percent web-1 75.0", "network_received_bytes_per_second web-1 1000.0");
  }

  @Test
  void gauges_noDiskAndNoLoad_saysNothingAboutThem() {
    var bare = new HostCounters(AT, 0, 0, 1, 8_000, 2_000, 0, 0, OptionalDouble.empty(), 0, 0);

    assertThat(lines(HostMetrics.gauges("web-1", bare)))
        .containsExactly("memory_usage_percent web-1 75.0");
  }

  @Test
  void measure_thisHost_reportsEveryMetricFromTheSecondCallOn() {
    HostProbe probe = new HostProbe();
    HostMetrics metrics = new HostMetrics(probe.hostName(), probe::read);

    List<Measurement> first = metrics.measure(AT);
    List<Measurement> second = metrics.measure(AT.plusSeconds(1));

    assertThat(names(first)).contains("memory_usage_percent").doesNotContain("cpu_usage_percent");
    assertThat(names(second)).contains("memory_usage_percent", "network_received_bytes_per_second");
    assertThat(second)
        .allSatisfy(measurement -> {
          assertThat(measurement.instanceId()).isEqualTo(probe.hostName()).isNotBlank();
          assertThat(measurement.timestamp()).isEqualTo(AT.plusSeconds(1));
          assertThat(measurement.tags()).containsEntry("environment", "demo");
          assertThat(measurement.value()).isNotNegative();
          if (measurement.metricName().endsWith("_percent")) {
            assertThat(measurement.value()).isLessThanOrEqualTo(100);
          }
        });
  }

  private static List<String> lines(List<Measurement> measurements) {
    return measurements.stream()
        .map(found -> found.metricName() + " " + found.instanceId() + " " + found.value())
        .toList();
  }

  private static List<String> names(List<Measurement> measurements) {
    return measurements.stream().map(Measurement::metricName).collect(Collectors.toList());
  }
}
