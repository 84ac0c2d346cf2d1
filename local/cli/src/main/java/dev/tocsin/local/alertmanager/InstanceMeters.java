package dev.tocsin.local.alertmanager;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** The meters of an instance, under Alertmanager's names where it has them. */
final class InstanceMeters {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final AtomicLong successful = new AtomicLong();
  private final AtomicLong lastSuccess = new AtomicLong();

  InstanceMeters() {
    String release =
        Optional.ofNullable(InstanceMeters.class.getPackage().getImplementationVersion())
            .orElse("");
    gauge(
        "alertmanager.build.info",
        Tags.of(
            "version",
            "0.34.0",
            "revision",
            release,
            "branch",
            "tocsin",
            "goversion",
            "java" + Runtime.version().feature(),
            "goos",
            System.getProperty("os.name", "").toLowerCase(Locale.ROOT),
            "goarch",
            System.getProperty("os.arch", ""),
            "tags",
            "unknown"),
        new AtomicLong(1));
    gauge("alertmanager.cluster.members", Tags.empty(), new AtomicLong(1));
    gauge("alertmanager.cluster.enabled", Tags.empty(), new AtomicLong());
    gauge(
        "process.start.time.seconds", Tags.empty(), new AtomicLong(Instant.now().getEpochSecond()));
    gauge("alertmanager.config.last.reload.successful", Tags.empty(), successful);
    gauge("alertmanager.config.last.reload.success.timestamp.seconds", Tags.empty(), lastSuccess);
  }

  private void gauge(String name, Tags tags, AtomicLong value) {
    Gauge unused =
        Gauge.builder(name, value, AtomicLong::doubleValue)
            .strongReference(true)
            .tags(tags)
            .register(registry);
  }

  PrometheusMeterRegistry registry() {
    return registry;
  }

  /** Notes whether the configuration could be loaded. */
  void reloaded(boolean well) {
    successful.set(well ? 1 : 0);
    if (well) {
      lastSuccess.set(Instant.now().getEpochSecond());
    }
  }

  /** In Prometheus's text format. */
  String scrape() {
    return registry.scrape();
  }
}
