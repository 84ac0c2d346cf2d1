package dev.tocsin.local.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * CPU, memory, disk, load and network of this host as measurements; rates lie between one call and
 * the next.
 */
final class HostMetrics implements MeasurementSource {

  private static final Map<String, String> TAGS = Map.of("environment", "demo");

  private final String hostName;
  private final Function<Instant, HostCounters> probe;
  private Optional<HostCounters> previous = Optional.empty();

  /** The host called {@code hostName}, read by {@code probe}. */
  HostMetrics(String hostName, Function<Instant, HostCounters> probe) {
    this.hostName = hostName;
    this.probe = probe;
  }

  @Override
  public List<Measurement> measure(Instant at) {
    HostCounters now = probe.apply(at);
    List<Measurement> measurements = new ArrayList<>(gauges(hostName, now));
    previous.ifPresent(before -> measurements.addAll(rates(hostName, before, now)));
    previous = Optional.of(now);
    return measurements;
  }

  /** What one reading reports. */
  static List<Measurement> gauges(String host, HostCounters now) {
    List<Measurement> found = new ArrayList<>();
    long memoryUsed = now.memoryTotal() - now.memoryAvailable();
    add(found, host, now.at(), "memory_usage_percent", percent(memoryUsed, now.memoryTotal()));
    long diskUsed = now.diskTotal() - now.diskUsable();
    add(found, host, now.at(), "disk_usage_percent", percent(diskUsed, now.diskTotal()));
    now.load()
        .ifPresent(load -> {
          add(found, host, now.at(), "load_1m", OptionalDouble.of(load));
          add(
              found,
              host,
              now.at(),
              "load_1m_per_cpu",
              OptionalDouble.of(load / Math.max(1, now.cpus())));
        });
    return found;
  }

  /**
   * What lies between two readings; a counter that went back (an interface that left) reports
   * nothing.
   */
  static List<Measurement> rates(String host, HostCounters before, HostCounters now) {
    List<Measurement> found = new ArrayList<>();
    long busy = now.cpuBusy() - before.cpuBusy();
    add(
        found,
        host,
        now.at(),
        "cpu_usage_percent",
        percent(busy, now.cpuTotal() - before.cpuTotal()));
    Duration elapsed = Duration.between(before.at(), now.at());
    long received = now.networkReceived() - before.networkReceived();
    add(found, host, now.at(), "network_received_bytes_per_second", perSecond(received, elapsed));
    long sent = now.networkSent() - before.networkSent();
    add(found, host, now.at(), "network_sent_bytes_per_second", perSecond(sent, elapsed));
    return found;
  }

  private static void add(
      List<Measurement> found, String host, Instant at, String metric, OptionalDouble value) {
    value.ifPresent(known -> found.add(new Measurement(metric, host, known, at, TAGS)));
  }

  private static OptionalDouble percent(long part, long whole) {
    if (whole <= 0 || part < 0) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(Rounded.toHundredths(Math.min(100.0, 100.0 * part / whole)));
  }

  private static OptionalDouble perSecond(long amount, Duration elapsed) {
    if (amount < 0 || !elapsed.isPositive()) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(Rounded.toHundredths(amount * 1e9 / elapsed.toNanos()));
  }
}
