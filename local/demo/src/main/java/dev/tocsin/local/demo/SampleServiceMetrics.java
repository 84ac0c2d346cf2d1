package dev.tocsin.local.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What callers of the sample service saw since the last time, and the room that its temporary files
 * take.
 */
final class SampleServiceMetrics implements MeasurementSource {

  private static final Map<String, String> TAGS = Map.of("environment", "demo");

  private final Supplier<List<Call>> calls;
  private final LongSupplier tempFileBytes;

  /** Each call of {@code calls} hands over what happened since the one before. */
  SampleServiceMetrics(Supplier<List<Call>> calls, LongSupplier tempFileBytes) {
    this.calls = calls;
    this.tempFileBytes = tempFileBytes;
  }

  @Override
  public List<Measurement> measure(Instant at) {
    return of(calls.get(), tempFileBytes.getAsLong(), at);
  }

  /** Without calls nothing is said about errors and latency. */
  static List<Measurement> of(List<Call> calls, long tempFileBytes, Instant at) {
    List<Measurement> found = new ArrayList<>();
    if (!calls.isEmpty()) {
      long failed = calls.stream().filter(Call::failed).count();
      double rate = Rounded.toHundredths(100.0 * failed / calls.size());
      found.add(measurement("http_error_rate_percent", rate, at));
      double p99 = Rounded.toHundredths(p99(calls).toNanos() / 1e6);
      found.add(measurement("http_latency_p99_ms", p99, at));
    }
    found.add(measurement("temp_files_bytes", (double) tempFileBytes, at));
    return found;
  }

  /** The nearest-rank percentile: the least latency that 99 % of the calls do not exceed. */
  static Duration p99(List<Call> calls) {
    List<Duration> sorted = calls.stream().map(Call::latency).sorted().toList();
    int rank = (99 * sorted.size() + 99) / 100;
    return sorted.get(rank - 1);
  }

  private static Measurement measurement(String metric, double value, Instant at) {
    return new Measurement(metric, SampleService.INSTANCE_ID, value, at, TAGS);
  }
}
