package dev.tocsin.notifier.send;

import dev.tocsin.routing.config.Integration;
import java.util.Optional;

/** The integrations of the configuration in force. */
@FunctionalInterface
public interface Integrations {
  /**
   * @param key {@link Integration#key}
   * @return as the newest configuration has it; empty when it has none of this key
   */
  Optional<ConfiguredIntegration> find(String key);
}
