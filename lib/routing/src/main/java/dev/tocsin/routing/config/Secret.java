package dev.tocsin.routing.config;

/**
 * A text that must not be shown. Only {@link #value} gives it away.
 *
 * @param value {@link #PLACEHOLDER} where the configuration is one that was shown
 */
public record Secret(String value) {
  /** What stands for a secret wherever a configuration is shown. Source: Alertmanager. */
  public static final String PLACEHOLDER = "<secret>";

  @Override
  public String toString() {
    return PLACEHOLDER;
  }
}
