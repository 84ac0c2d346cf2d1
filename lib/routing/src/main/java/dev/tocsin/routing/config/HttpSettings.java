package dev.tocsin.routing.config;

import java.util.List;

/** How requests are made: Alertmanager's {@code http_config}. */
public record HttpSettings(
    HttpAuthentication authentication,
    TlsSettings tls,
    ProxySettings proxy,
    List<HttpHeader> headers,
    boolean followRedirects,
    boolean http2) {
  public static final HttpSettings DEFAULT =
      new HttpSettings(
          new HttpAuthentication.None(),
          TlsSettings.DEFAULT,
          ProxySettings.NONE,
          List.of(),
          true,
          true);

  public HttpSettings {
    headers = List.copyOf(headers);
  }
}
