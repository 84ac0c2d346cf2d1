package dev.tocsin.notifier.send;

import dev.tocsin.notifier.routing.ActiveRouting;
import dev.tocsin.notifier.routing.Routing;
import dev.tocsin.notifier.send.http.Origin;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.Optional;

/** The integrations of the active configuration. */
@Singleton
class ConfiguredIntegrations implements Integrations {
  private final ActiveRouting active;

  ConfiguredIntegrations(ActiveRouting active) {
    this.active = active;
  }

  @Override
  public Optional<ConfiguredIntegration> find(String key) {
    Routing routing = active.now();
    return routing
        .integration(key)
        .map(integration -> new ConfiguredIntegration(integration, origin(routing)));
  }

  private static Origin origin(Routing routing) {
    return routing
        .folder()
        .map(folder -> new Origin(Path.of(folder), true))
        .orElseGet(() -> new Origin(Path.of("."), false));
  }
}
