package dev.tocsin.local.demo;

import static dev.tocsin.testkit.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleServiceMetricsTest {

  private static final Instant AT = Instant.parse("2026-11-21T10:00:00Z");

  @Test
  void of_noCalls_reportsOnlyTheTempFiles() {
    assertThat(SampleServiceMetrics.of(List.of(), 42, AT))
        .extracting(Measurement::metricName, Measurement::value)
        .containsExactly(tuple("temp_files_bytes", 42.0));
  }

  @Test
  void of_calls_reportsErrorRateAndLatency() {
    List<Call> calls = List.of(call(4, false), call(8, true), call(6, false), call(5, false));

    assertThat(SampleServiceMetrics.of(calls, 0, AT))
        .extracting(found -> found.metricName() + " " + found.instanceId() + " " + found.value())
        .containsExactly(
            "http_error_rate_percent sample-service 25.0",
            "http_latency_p99_ms sample-service 8.0",
            "temp_files_bytes sample-service 0.0");
  }

  @Test
  void p99_isTheNearestRank() {
    assertThat(SampleServiceMetrics.p99(callsOfOneTo(100))).isEqualTo(Duration.ofMillis(99));
    assertThat(SampleServiceMetrics.p99(callsOfOneTo(101))).isEqualTo(Duration.ofMillis(100));
    assertThat(SampleServiceMetrics.p99(callsOfOneTo(1))).isEqualTo(Duration.ofMillis(1));
  }

  @Test
  void loadGenerator_faultyService_callsFail(@TempDir Path folder) throws Exception {
    try (SampleService service = SampleService.start(folder, InstantSource.system())) {
      Http.post(service.uri(), "/faults/errors?on=true");
      List<Call> calls = new ArrayList<>();
      try (LoadGenerator load = LoadGenerator.start(service.uri())) {
        within(Duration.ofSeconds(10))
            .until(() -> {
              calls.addAll(load.drain());
              return calls.size() >= 10;
            });
      }
      assertThat(calls).anyMatch(Call::failed).anyMatch(call -> !call.failed());
    }
  }

  private static List<Call> callsOfOneTo(int millis) {
    return IntStream.rangeClosed(1, millis).mapToObj(i -> call(millis + 1 - i, false)).toList();
  }

  private static Call call(int millis, boolean failed) {
    return new Call(Duration.ofMillis(millis), failed);
  }
}
