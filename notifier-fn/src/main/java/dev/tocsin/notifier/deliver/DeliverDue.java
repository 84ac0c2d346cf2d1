package dev.tocsin.notifier.deliver;

import dev.tocsin.core.delivery.Deliveries;
import dev.tocsin.notifier.config.NotifierConfiguration;
import dev.tocsin.notifier.config.NotifierSettings;
import dev.tocsin.notifier.wake.WakeDelivery;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;

/**
 * Sends what is due to all receivers, side by side, until nothing is or its time is over, and has
 * the delivery woken for the rest. Any number may run at once: each delivery is claimed by one.
 */
@Singleton
public class DeliverDue {
  private final Deliveries deliveries;
  private final ServeReceiver serve;
  private final WakeDelivery wake;
  private final NotifierSettings settings;
  private final InstantSource clock;

  DeliverDue(
      Deliveries deliveries,
      ServeReceiver serve,
      WakeDelivery wake,
      NotifierConfiguration configuration,
      InstantSource clock) {
    this.deliveries = deliveries;
    this.serve = serve;
    this.wake = wake;
    this.settings = configuration.settings();
    this.clock = clock;
  }

  public void run() {
    Instant stop = clock.instant().plus(settings.timeBudget());
    Served served = new SideBySide(name -> serve.due(name, stop), () -> dueUntil(stop)).run(due());
    if (served.more()) {
      wake.now();
    } else {
      served.next().ifPresent(wake::at);
    }
  }

  private Collection<String> due() {
    return deliveries.due(clock.instant()).keySet();
  }

  private Collection<String> dueUntil(Instant stop) {
    return clock.instant().isBefore(stop) ? due() : List.of();
  }
}
