package dev.tocsin.routing.config.http;

import dev.tocsin.routing.config.ProxySettings;
import dev.tocsin.routing.config.Secret;
import dev.tocsin.routing.config.key.Keys;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the keys about a proxy, which stand among others. */
final class ProxyKeys {
  private ProxyKeys() {}

  static ProxySettings read(Keys keys) {
    Optional<Secret> url = keys.proxyAddress("proxy_url");
    Optional<String> exceptions = keys.text("no_proxy");
    boolean fromEnvironment = keys.flag("proxy_from_environment", false);
    Map<String, List<Secret>> headers = keys.secretLists("proxy_connect_header");
    if (fromEnvironment) {
      keys.atMostOne("proxy_from_environment", "proxy_url");
      keys.atMostOne("proxy_from_environment", "no_proxy");
    } else if (!keys.has("proxy_url")) {
      needsProxy(keys, "no_proxy", exceptions.isPresent());
      needsProxy(keys, "proxy_connect_header", !headers.isEmpty());
    }
    return new ProxySettings(url, exceptions, fromEnvironment, headers);
  }

  private static void needsProxy(Keys keys, String key, boolean isGiven) {
    if (isGiven) {
      keys.problem(key, "%s is of no use without \"proxy_url\"".formatted(key));
    }
  }
}
