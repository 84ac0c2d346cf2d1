package dev.tocsin.notifier.api.v2;

import dev.tocsin.routing.alert.IntakeResult;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Instant;

/** Counts the alerts that clients post, under Alertmanager's names. */
@Singleton
final class IntakeMeters {
  private final Counter firing;
  private final Counter resolved;
  private final Counter invalid;

  IntakeMeters(MeterRegistry meters) {
    this.firing = received(meters, "firing");
    this.resolved = received(meters, "resolved");
    this.invalid = meters.counter("alertmanager.alerts.invalid", "version", "v2");
  }

  private static Counter received(MeterRegistry meters, String status) {
    return meters.counter("alertmanager.alerts.received", "status", status, "version", "v2");
  }

  void took(IntakeResult result, Instant now) {
    long ended = result.accepted().stream().filter(alert -> alert.isResolvedAt(now)).count();
    resolved.increment((double) ended);
    firing.increment((double) (result.accepted().size() - ended));
    invalid.increment(result.refusals().size());
  }
}
