package dev.tocsin.routing.config;

import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What a version of the configuration is read from, with its secrets: encrypted at rest.
 *
 * @param alertmanager Alertmanager's configuration
 * @param additions what Tocsin's own file adds to it, {@code tocsin.yml}; empty when there is none
 * @param folder where files that it names are looked for; empty when it may name none, since it
 *     came by API
 */
public record ConfigurationText(
    String alertmanager, Optional<String> additions, Optional<String> folder) {
  /** The same with each text changed. */
  public ConfigurationText map(UnaryOperator<String> change) {
    return new ConfigurationText(change.apply(alertmanager), additions.map(change), folder);
  }
}
