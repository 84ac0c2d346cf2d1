package dev.tocsin.routing.config.http;

import dev.tocsin.routing.config.HttpHeader;
import dev.tocsin.routing.config.HttpSettings;
import dev.tocsin.routing.config.ProxySettings;
import dev.tocsin.routing.config.TlsSettings;
import dev.tocsin.routing.config.key.Keys;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads {@code http_config}. */
public final class HttpKeys {
  /** Headers that belong to the client, or to other keys. Source: prometheus/common. */
  private static final Set<String> RESERVED =
      Set.of(
          "authorization",
          "host",
          "content-encoding",
          "content-length",
          "content-type",
          "user-agent",
          "connection",
          "keep-alive",
          "proxy-authenticate",
          "proxy-authorization",
          "www-authenticate",
          "accept-encoding",
          "x-prometheus-remote-write-version",
          "x-prometheus-remote-read-version",
          "x-prometheus-scrape-timeout-seconds",
          "x-amz-date",
          "x-amz-security-token",
          "x-amz-content-sha256");

  private HttpKeys() {}

  /** The settings of a mapping that may have an {@code http_config}, or those that hold without. */
  public static HttpSettings read(Keys keys, HttpSettings absent) {
    return keys.mapping("http_config", HttpKeys::settings).orElse(absent);
  }

  private static Optional<HttpSettings> settings(Keys keys) {
    var authentication = AuthenticationKeys.read(keys);
    TlsSettings tls = TlsKeys.read(keys, "tls_config");
    ProxySettings proxy = ProxyKeys.read(keys);
    List<HttpHeader> headers = readHeaders(keys);
    boolean follows = keys.flag("follow_redirects", true);
    boolean http2 = keys.flag("enable_http2", true);
    return keys.build(() -> new HttpSettings(authentication, tls, proxy, headers, follows, http2));
  }

  /** The headers of a mapping that may have {@code http_headers}. */
  public static List<HttpHeader> readHeaders(Keys keys) {
    List<HttpHeader> headers = new ArrayList<>();
    keys.mappings("http_headers", "a header", HttpKeys::header)
        .forEach((name, header) -> {
          if (RESERVED.contains(name.toLowerCase(Locale.ROOT))) {
            keys.problem("http_headers", "http_headers must not set \"" + name + '"');
          }
          if (!isToken(name)) {
            keys.problem(
                "http_headers", "http_headers has no valid name of a header: \"" + name + '"');
          }
          headers.add(new HttpHeader(name, header.values(), header.secrets(), header.files()));
        });
    return headers;
  }

  private static Optional<HttpHeader> header(Keys keys) {
    List<String> values = keys.textList("values");
    var secrets = keys.secretList("secrets");
    List<String> files = keys.files("files");
    return keys.build(() -> new HttpHeader("", values, secrets, files));
  }

  /** RFC 9110, section 5.6.2. */
  private static boolean isToken(String name) {
    return !name.isEmpty()
        && name.chars()
            .allMatch(c ->
                (c >= '0' && c <= '9')
                    || (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || "!#$%&'*+-.^_`|~".indexOf(c) >= 0);
  }
}
