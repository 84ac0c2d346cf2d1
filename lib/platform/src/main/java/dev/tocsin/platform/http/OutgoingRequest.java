package dev.tocsin.platform.http;

import dev.tocsin.core.redaction.Redaction;
import dev.tocsin.core.redaction.SecretNames;
import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A request to be sent once.
 *
 * @param uri absolute, http or https
 * @param headers beside {@code Host}, {@code Content-Length} and {@code Connection}
 * @param redaction takes the secrets of this request out of whatever comes back
 */
public record OutgoingRequest(
    String method,
    URI uri,
    Map<String, String> headers,
    Optional<String> body,
    Redaction redaction) {
  public OutgoingRequest {
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
  }

  /** Without what may be secret. */
  @Override
  public String toString() {
    return method + " " + SecretNames.maskedUrl(uri.toString());
  }
}
