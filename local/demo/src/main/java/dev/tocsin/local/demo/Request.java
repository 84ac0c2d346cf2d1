package dev.tocsin.local.demo;

import dev.tocsin.local.http.RequestHead;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * An HTTP request that was read whole.
 *
 * @param method in capitals
 * @param path decoded, without query
 * @param query parameters by name; of a repeated one the last counts
 * @param headers by lower-case name; of a repeated one the first counts
 * @param body decoded as UTF-8; empty when there is none
 */
record Request(
    String method,
    String path,
    Map<String, String> query,
    Map<String, String> headers,
    String body) {

  static Request of(RequestHead head, String body) {
    Map<String, String> headers = new HashMap<>();
    head.headers().forEach((name, values) -> headers.put(name, values.get(0)));
    return new Request(head.method(), decodedPath(head.path()), query(head.query()), headers, body);
  }

  /** Decoded as a path is, where a plus sign stands for itself. */
  private static String decodedPath(String path) {
    return decoded(path.replace("+", "%2B"));
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
  }

  Optional<String> parameter(String name) {
    return Optional.ofNullable(query.get(name));
  }

  /** True for a body declared as JSON, with or without parameters such as the character set. */
  boolean isJson() {
    String type = header("content-type").orElse("").toLowerCase(Locale.ROOT);
    return type.equals("application/json") || type.startsWith("application/json;");
  }

  /** The parameters of a raw query. */
  static Map<String, String> query(String raw) {
    Map<String, String> parameters = new HashMap<>();
    if (!raw.isEmpty()) {
      for (String pair : raw.split("&", -1)) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        String value = equals < 0 ? "" : pair.substring(equals + 1);
        parameters.put(decoded(name), decoded(value));
      }
    }
    return parameters;
  }

  private static String decoded(String part) {
    try {
      return URLDecoder.decode(part, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return part;
    }
  }
}
