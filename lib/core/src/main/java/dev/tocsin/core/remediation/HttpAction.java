package dev.tocsin.core.remediation;

import dev.tocsin.core.message.AlertSnapshot;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An action of the catalogue: one HTTP request, whose URL and body may refer to the alert.
 *
 * @param url references stand in path and query only, and enter percent-encoded
 * @param headers sent as they are; their values may be secrets and are never shown
 * @param body references stand within JSON strings only
 */
public record HttpAction(
    String method, Template url, Map<String, String> headers, Optional<Template> body) {
  public static final String TYPE = "http";

  public HttpAction {
    headers = Map.copyOf(headers);
  }

  /** What an action becomes for one alert. */
  public sealed interface Rendering {
    record Ready(ActionRequest request) implements Rendering {}

    /** A label may not become a parameter; {@code detail} is a sentence for a person. */
    record Invalid(String detail) implements Rendering {}
  }

  /** The request for an alert. */
  public Rendering render(AlertSnapshot alert) {
    try {
      return new Rendering.Ready(
          new ActionRequest(
              method,
              URI.create(url.render(alert, HttpAction::urlComponent)),
              new TreeMap<>(headers),
              body.map(text -> text.render(alert, HttpAction::jsonString))));
    } catch (Template.InvalidParameter invalid) {
      return new Rendering.Invalid(String.valueOf(invalid.getMessage()));
    }
  }

  /** Without what may be secret. */
  @Override
  public String toString() {
    return "HttpAction[%s, %d headers]".formatted(method, headers.size());
  }

  static String urlComponent(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** The inside of a JSON string (RFC 8259, section 7). */
  static String jsonString(String value) {
    StringBuilder quoted = new StringBuilder(value.length());
    for (int at = 0; at < value.length(); at++) {
      char c = value.charAt(at);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < 0x20) {
        quoted.append("\\u%04x".formatted((int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.toString();
  }
}
