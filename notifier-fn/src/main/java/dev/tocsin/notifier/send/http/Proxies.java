package dev.tocsin.notifier.send.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tocsin.platform.http.OutgoingProxy;
import dev.tocsin.routing.config.ProxySettings;
import dev.tocsin.routing.config.Secret;
import java.net.URI;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which proxy a request goes through.
 *
 * @param ofHttp the proxy for plain requests
 * @param ofHttps the proxy for those over TLS
 * @param exceptions none where the proxy is for every host
 */
record Proxies(
    Optional<OutgoingProxy> ofHttp, Optional<OutgoingProxy> ofHttps, Optional<NoProxy> exceptions)
    implements Function<URI, Optional<OutgoingProxy>> {
  /**
   * @param environment the variables of this process
   * @throws Unanswered when a proxy cannot be used
   */
  static Proxies of(ProxySettings settings, Map<String, String> environment) {
    Map<String, String> headers =
        settings.connectHeaders().entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, header -> joined(header.getValue())));
    if (settings.fromEnvironment()) {
      return new Proxies(
          variable("HTTP_PROXY", environment).map(text -> proxy(text, headers)),
          variable("HTTPS_PROXY", environment).map(text -> proxy(text, headers)),
          Optional.of(NoProxy.parse(variable("NO_PROXY", environment).orElse(""))));
    }
    Optional<OutgoingProxy> proxy = settings.url().map(url -> proxy(url.value(), headers));
    return new Proxies(
        proxy, proxy, settings.exceptions().filter(text -> !text.isEmpty()).map(NoProxy::parse));
  }

  private static Optional<String> variable(String name, Map<String, String> environment) {
    return Stream.of(name, name.toLowerCase(Locale.ROOT))
        .map(key -> environment.getOrDefault(key, ""))
        .filter(text -> !text.isBlank())
        .findFirst();
  }

  private static String joined(List<Secret> values) {
    return values.stream().map(Secret::value).collect(Collectors.joining(", "));
  }

  private static OutgoingProxy proxy(String text, Map<String, String> headers) {
    URI uri;
    try {
      uri = URI.create(text.contains("://") ? text : "http://" + text);
    } catch (IllegalArgumentException e) {
      throw new Unanswered("the address of the proxy is no URL");
    }
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    if (uri.getHost() == null || !(scheme.equals("http") || scheme.equals("https"))) {
      throw new Unanswered("the proxy must be http:// or https:// with a host");
    }
    Map<String, String> all = new HashMap<>(headers);
    if (uri.getUserInfo() != null) {
      all.putIfAbsent(
          "Proxy-Authorization",
          "Basic " + Base64.getEncoder().encodeToString(uri.getUserInfo().getBytes(UTF_8)));
    }
    return new OutgoingProxy(uri, all);
  }

  @Override
  public Optional<OutgoingProxy> apply(URI uri) {
    if (exceptions.filter(hosts -> hosts.covers(uri)).isPresent()) {
      return Optional.empty();
    }
    return "https".equalsIgnoreCase(uri.getScheme()) ? ofHttps : ofHttp;
  }

  /** What must not be shown of it. */
  List<String> secrets() {
    return Stream.of(ofHttp, ofHttps)
        .flatMap(Optional::stream)
        .flatMap(proxy ->
            Stream.concat(
                proxy.headers().values().stream(),
                Optional.ofNullable(proxy.address().getUserInfo()).stream()))
        .distinct()
        .toList();
  }
}
