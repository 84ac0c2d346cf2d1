package dev.tocsin.notifier.send;

import dev.tocsin.core.breaker.Destination;
import dev.tocsin.core.delivery.Attempt;
import dev.tocsin.core.delivery.Delivery;
import dev.tocsin.notifier.meter.NotificationMeters;
import dev.tocsin.notifier.send.IntegrationKind.OpenReceiver;
import dev.tocsin.routing.config.Integration;
import java.time.Duration;

/** A receiver whose attempts are counted and timed. */
record MeteredReceiver(OpenReceiver receiver, Integration integration, NotificationMeters meters)
    implements OpenReceiver {
  @Override
  public String name() {
    return receiver.name();
  }

  @Override
  public Destination destination() {
    return receiver.destination();
  }

  @Override
  public Attempt attempt(Delivery delivery) {
    long begun = System.nanoTime();
    Attempt attempt = receiver.attempt(delivery);
    meters.attempted(integration, attempt, Duration.ofNanos(System.nanoTime() - begun));
    return attempt;
  }

  @Override
  public void close() {
    receiver.close();
  }
}
