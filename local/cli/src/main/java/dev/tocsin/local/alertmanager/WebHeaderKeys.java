package dev.tocsin.local.alertmanager;

import dev.tocsin.core.yaml.Fields;
import dev.tocsin.core.yaml.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The keys of {@code http_server_config}. */
final class WebHeaderKeys {
  /** What a header may be; any text where there is nothing to choose from. */
  private static final Map<String, List<String>> HEADERS =
      Map.of(
          "Content-Security-Policy", List.of(),
          "Strict-Transport-Security", List.of(),
          "X-Content-Type-Options", List.of("nosniff"),
          "X-Frame-Options", List.of("deny", "sameorigin"),
          "X-XSS-Protection", List.of());

  private static final Pattern VALUE = Pattern.compile("[\\x20-\\x7e]*");

  private WebHeaderKeys() {}

  /** The headers of all answers. */
  static Optional<Map<String, String>> read(Fields fields) {
    // HTTP/2 may be switched off, and is not served.
    Optional<Boolean> unused = fields.optional("http2", Shape.flag());
    Optional<Map<String, String>> headers =
        fields.optional("headers", Shape.mapping("the headers", WebHeaderKeys::headers));
    return fields.build(() -> headers.orElse(Map.of()));
  }

  private static Optional<Map<String, String>> headers(Fields fields) {
    Map<String, String> headers = new LinkedHashMap<>();
    HEADERS.forEach((name, choice) ->
        fields
            .optional(name, Shape.text().as(value -> checked(value, choice)))
            .ifPresent(value -> headers.put(name, value)));
    return fields.build(() -> headers);
  }

  private static String checked(String value, List<String> choice) {
    if (!choice.isEmpty() && !choice.contains(value.toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException("must be " + String.join(" or ", choice));
    }
    if (!VALUE.matcher(value).matches()) {
      throw new IllegalArgumentException("must have printable characters of ASCII only");
    }
    return value;
  }
}
