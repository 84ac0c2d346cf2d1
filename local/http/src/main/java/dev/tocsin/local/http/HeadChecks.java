package dev.tocsin.local.http;

import dev.tocsin.core.limit.Limit;
import dev.tocsin.core.limit.Limits;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the head of a request must be, before anything else of it is looked at. Pure functions of
 * the head: each gives the refusal, or nothing.
 */
public final class HeadChecks {
  private static final Set<String> LOOPBACK_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

  /** Between a name and a value, and after the value. */
  private static final int SEPARATORS = 4;

  private HeadChecks() {}

  /**
   * Refuses a Host header that is not a loopback name with our port: a web page elsewhere whose
   * name was made to resolve to this host (DNS rebinding) sends its own name.
   */
  public static Optional<RequestRefused> host(RequestHead head) {
    String host = head.header("Host").orElse("");
    int port = head.localPort();
    int usual = head.scheme().equals("https") ? 443 : 80;
    boolean ours =
        LOOPBACK_NAMES.stream()
            .anyMatch(name ->
                host.equalsIgnoreCase(name + ":" + port)
                    || (port == usual && host.equalsIgnoreCase(name)));
    return ours
        ? Optional.empty()
        : Optional.of(
            new RequestRefused(
                403,
                "Forbidden",
                "The Host header must be localhost:%d or 127.0.0.1:%d.".formatted(port, port)));
  }

  /** Refuses long targets and large headers. */
  public static Optional<RequestRefused> size(RequestHead head, Limits limits) {
    int target = head.path().length() + head.query().length() + (head.query().isEmpty() ? 0 : 1);
    if (target > limits.of(Limit.HTTP_TARGET)) {
      return Optional.of(
          new RequestRefused(
                  414,
                  "URI Too Long",
                  "The path and query may have %d bytes.".formatted(limits.of(Limit.HTTP_TARGET)))
              .beyond(Limit.HTTP_TARGET));
    }
    return bytes(head.headers()) > limits.of(Limit.HTTP_HEADERS)
        ? Optional.of(tooLarge(limits))
        : Optional.empty();
  }

  static RequestRefused tooLarge(Limits limits) {
    return new RequestRefused(
            431,
            "Request Header Fields Too Large",
            "All headers together may have %d bytes.".formatted(limits.of(Limit.HTTP_HEADERS)))
        .beyond(Limit.HTTP_HEADERS);
  }

  private static long bytes(Map<String, List<String>> headers) {
    long bytes = 0;
    for (Map.Entry<String, List<String>> header : headers.entrySet()) {
      for (String value : header.getValue()) {
        bytes += header.getKey().length() + value.length() + SEPARATORS;
      }
    }
    return bytes;
  }
}
