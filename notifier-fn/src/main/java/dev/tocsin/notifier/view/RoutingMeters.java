package dev.tocsin.notifier.view;

import dev.tocsin.core.text.Sha256;
import dev.tocsin.notifier.routing.ActiveRouting;
import dev.tocsin.routing.config.RoutingConfiguration;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.function.ToLongFunction;

/** How large the configuration in force is, as meters with Alertmanager's names. */
@Singleton
public class RoutingMeters {
  /** As many as a meter's value holds exactly. */
  private static final int HASH_BYTES = 6;

  private final ActiveRouting active;
  private final MeterRegistry meters;

  RoutingMeters(ActiveRouting active, MeterRegistry meters) {
    this.active = active;
    this.meters = meters;
  }

  /** Makes the meters; for a process whose meters are read. */
  public void register() {
    gauge("alertmanager.receivers", configuration -> configuration.receivers().size());
    gauge("alertmanager.integrations", RoutingMeters::integrations);
    gauge("alertmanager.inhibition.rules", configuration -> configuration.inhibitRules().size());
    gauge("alertmanager.config.hash", RoutingMeters::hash);
  }

  private void gauge(String name, ToLongFunction<RoutingConfiguration> value) {
    Gauge unused =
        Gauge.builder(name, () -> value.applyAsLong(active.now().configuration())).register(meters);
  }

  private static long integrations(RoutingConfiguration configuration) {
    return configuration.receivers().values().stream()
        .mapToLong(receiver -> receiver.integrations().size())
        .sum();
  }

  /** The same on instances with the same configuration. */
  private static long hash(RoutingConfiguration configuration) {
    byte[] digest = Sha256.of(configuration.original());
    long hash = 0;
    for (int at = 0; at < HASH_BYTES; at++) {
      hash = hash << Byte.SIZE | Byte.toUnsignedLong(digest[at]);
    }
    return hash;
  }
}
