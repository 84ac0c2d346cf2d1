package dev.tocsin.routing.config.reader;

import dev.tocsin.core.yaml.Shape;
import dev.tocsin.routing.config.http.HttpKeys;
import dev.tocsin.routing.config.http.TlsKeys;
import dev.tocsin.routing.config.key.Keys;
import java.util.Optional;

/** Reads {@code tracing}. Tocsin has its own: the keys are checked and have no effect. */
final class TracingKeys {
  private static final Shape<Double> FRACTION =
      Shape.number()
          .as(fraction -> {
            if (fraction < 0 || fraction > 1) {
              throw new IllegalArgumentException("must be from 0 to 1, not " + fraction);
            }
            return fraction;
          });

  private TracingKeys() {}

  static Optional<Boolean> read(Keys keys) {
    keys.oneOf("client_type", "grpc", "http");
    keys.requiredText("endpoint");
    keys.value("sampling_fraction", FRACTION);
    keys.flags("insecure");
    TlsKeys.read(keys, "tls_config");
    HttpKeys.readHeaders(keys);
    keys.texts("compression");
    keys.duration("timeout");
    return keys.build(() -> true);
  }
}
