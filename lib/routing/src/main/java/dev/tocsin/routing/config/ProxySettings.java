package dev.tocsin.routing.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The proxy that requests go through.
 *
 * @param url its address, which may hold a password
 * @param exceptions hosts that are reached directly, separated by commas, as {@code NO_PROXY}
 *     writes them
 * @param fromEnvironment whether {@code HTTP_PROXY} and its kin say where it is
 * @param connectHeaders headers for the proxy itself, with their values
 */
public record ProxySettings(
    Optional<Secret> url,
    Optional<String> exceptions,
    boolean fromEnvironment,
    Map<String, List<Secret>> connectHeaders) {
  public static final ProxySettings NONE =
      new ProxySettings(Optional.empty(), Optional.empty(), false, Map.of());

  public ProxySettings {
    connectHeaders = Map.copyOf(connectHeaders);
  }
}
