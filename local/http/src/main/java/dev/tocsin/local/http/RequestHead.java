package dev.tocsin.local.http;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of a request before its body has arrived.
 *
 * @param method in capitals
 * @param scheme {@code https} where the connection is one of TLS, else {@code http}
 * @param path as it was sent, percent-encoded
 * @param query as it was sent, percent-encoded, without the question mark; empty when there is none
 * @param headers by their names in lower case
 * @param address of its sender
 * @param localPort on which it arrived
 */
public record RequestHead(
    String method,
    String scheme,
    String path,
    String query,
    Map<String, List<String>> headers,
    String address,
    int localPort) {
  public RequestHead {
    headers = Map.copyOf(headers);
  }

  /** The first value of a header. */
  public Optional<String> header(String name) {
    return all(name).stream().findFirst();
  }

  /** All values of a header, in their order; its name in any case. */
  public List<String> all(String name) {
    return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
  }

  /** The same with its path below a prefix; empty when its path is elsewhere. */
  public Optional<RequestHead> below(String prefix) {
    if (prefix.isEmpty()) {
      return Optional.of(this);
    }
    if (!path.equals(prefix) && !path.startsWith(prefix + "/")) {
      return Optional.empty();
    }
    String rest = path.equals(prefix) ? "/" : path.substring(prefix.length());
    return Optional.of(new RequestHead(method, scheme, rest, query, headers, address, localPort));
  }

  /** Whether it asks for something and changes nothing. */
  public boolean isRead() {
    return method.equals("GET") || method.equals("HEAD");
  }
}
