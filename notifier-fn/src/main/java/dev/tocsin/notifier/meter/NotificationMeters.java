package dev.tocsin.notifier.meter;

import dev.tocsin.core.delivery.Attempt;
import dev.tocsin.routing.config.Integration;
import dev.tocsin.routing.config.receiver.Kind;
import dev.tocsin.routing.config.receiver.Kinds;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Counts and times notifications. Every attempt counts as one: a delivery is tried for longer than
 * Alertmanager's deadline, and a receiver that is down must be seen before it ends.
 */
@Singleton
public class NotificationMeters {
  private static final Duration[] BUCKETS =
      List.of(1, 5, 10, 15, 20).stream().map(Duration::ofSeconds).toArray(Duration[]::new);

  private final MeterRegistry meters;
  private final MeterSettings settings;

  NotificationMeters(MeterRegistry meters, MeterSettings settings) {
    this.meters = meters;
    this.settings = settings;
  }

  /**
   * Makes the meters of all kinds, so that the first failure is an increase; for a process whose
   * meters are read. Where they name receivers, each is made by its first notification.
   */
  public void register() {
    if (!settings.receiverNames()) {
      Kinds.ALL.stream()
          .map(Kind::name)
          .map(name -> Tags.of("integration", name))
          .forEach(this::startAtZero);
    }
  }

  private void startAtZero(Tags tags) {
    count("alertmanager.notifications", tags, 0);
    count("alertmanager.notification.requests", tags, 0);
    count("alertmanager.notification.requests.failed", tags, 0);
    for (Failure failure : Failure.values()) {
      count("alertmanager.notifications.failed", tags.and("reason", failure.code()), 0);
    }
    Timer unused = latency(tags);
  }

  /** Counts an attempt. */
  public void attempted(Integration integration, Attempt attempt, Duration took) {
    Tags tags = tags(integration);
    count("alertmanager.notifications", tags, 1);
    count("alertmanager.notification.requests", tags, 1);
    latency(tags).record(took);
    Optional<Failure> failure = Failure.of(attempt);
    failure.ifPresent(why -> {
      count("alertmanager.notification.requests.failed", tags, 1);
      count("alertmanager.notifications.failed", tags.and("reason", why.code()), 1);
    });
  }

  private Tags tags(Integration integration) {
    Tags kind = Tags.of("integration", integration.kind());
    return settings.receiverNames() ? kind.and("receiver_name", integration.receiver()) : kind;
  }

  private void count(String name, Tags tags, int more) {
    meters.counter(name, tags).increment(more);
  }

  private Timer latency(Tags tags) {
    return Timer.builder("alertmanager.notification.latency")
        .tags(tags)
        .serviceLevelObjectives(BUCKETS)
        .register(meters);
  }
}
