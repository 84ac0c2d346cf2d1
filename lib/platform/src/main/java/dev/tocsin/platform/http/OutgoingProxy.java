package dev.tocsin.platform.http;

import dev.tocsin.core.redaction.SecretNames;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A proxy for HTTP. Requests over TLS go through a tunnel that it makes.
 *
 * @param address http or https
 * @param headers for the proxy itself
 */
public record OutgoingProxy(URI address, Map<String, String> headers) {
  /** No request goes through a proxy. */
  public static final Function<URI, Optional<OutgoingProxy>> NONE = uri -> Optional.empty();

  public OutgoingProxy {
    headers = Map.copyOf(headers);
  }

  /** Without what may be secret. */
  @Override
  public String toString() {
    return SecretNames.maskedUrl(address.toString());
  }
}
