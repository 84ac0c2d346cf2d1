package dev.tocsin.notifier.send;

import dev.tocsin.notifier.deliver.Receiver;
import dev.tocsin.notifier.deliver.Receivers;
import dev.tocsin.notifier.meter.NotificationMeters;
import dev.tocsin.notifier.send.IntegrationKind.OpenReceiver;
import dev.tocsin.routing.config.IntegrationSettings;
import io.micronaut.context.BeanProvider;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The integrations of the configuration in force. A receiver stays open as long as its integration
 * is the same.
 */
@Singleton
class KnownReceivers implements Receivers {
  private final BeanProvider<Integrations> integrations;
  private final NotificationMeters meters;
  private final Map<Class<? extends IntegrationSettings>, IntegrationKind> kinds = new HashMap<>();
  private final Map<String, Known> open = new ConcurrentHashMap<>();

  KnownReceivers(
      BeanProvider<Integrations> integrations,
      NotificationMeters meters,
      Collection<IntegrationKind> kinds) {
    this.integrations = integrations;
    this.meters = meters;
    kinds.forEach(kind -> this.kinds.put(kind.settings(), kind));
  }

  private record Known(ConfiguredIntegration configured, OpenReceiver receiver) {}

  @Override
  public Optional<Receiver> find(String name) {
    Optional<ConfiguredIntegration> configured = integrations.get().find(name);
    if (configured.isEmpty()) {
      Optional.ofNullable(open.remove(name)).ifPresent(known -> known.receiver().close());
      return Optional.empty();
    }
    return Optional.of(
        open.compute(name, (key, known) -> current(known, configured.get())).receiver());
  }

  private Known current(@Nullable Known known, ConfiguredIntegration configured) {
    if (known != null && known.configured().equals(configured)) {
      return known;
    }
    if (known != null) {
      known.receiver().close();
    }
    return new Known(
        configured,
        new MeteredReceiver(kind(configured).open(configured), configured.integration(), meters));
  }

  private IntegrationKind kind(ConfiguredIntegration configured) {
    return Optional.ofNullable(kinds.get(configured.integration().settings().getClass()))
        .orElseThrow(() ->
            new IllegalStateException(
                "integrations such as %s cannot be sent to"
                    .formatted(configured.integration().key())));
  }

  @PreDestroy
  void close() {
    open.values().forEach(known -> known.receiver().close());
  }
}
