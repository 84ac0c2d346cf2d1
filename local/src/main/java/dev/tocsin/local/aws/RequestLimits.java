package dev.tocsin.local.aws;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a request may be: how large, and addressed to whom. */
final class RequestLimits {
  static final int BODY_BYTES = 1 << 20;
  static final int HEADER_BYTES = 16 << 10;
  static final int TARGET_BYTES = 8 << 10;

  /** So much of a refused body is read, so that its sender gets to read the answer. */
  private static final long POLITE_BYTES = 8L * BODY_BYTES;

  private static final Set<String> LOOPBACK_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

  private RequestLimits() {}

  /**
   * Refuses a request whose Host header is not a loopback name with our port: a web page elsewhere
   * whose name was made to resolve to this host (DNS rebinding) sends its own name.
   */
  static void checkHost(HttpExchange exchange) {
    String host = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Host")).orElse("");
    int port = exchange.getLocalAddress().getPort();
    boolean ours =
        LOOPBACK_NAMES.stream()
            .anyMatch(name ->
                host.equalsIgnoreCase(name + ":" + port)
                    || (port == 80 && host.equalsIgnoreCase(name)));
    if (!ours) {
      throw new RequestRefused(
          403,
          "Forbidden",
          "The Host header must be localhost:%d or 127.0.0.1:%d.".formatted(port, port));
    }
  }

  /** Refuses large headers and long targets. */
  static void checkHead(HttpExchange exchange) {
    if (exchange.getRequestURI().toString().length() > TARGET_BYTES) {
      throw new RequestRefused(
          414, "URI Too Long", "The path and query may have %d bytes.".formatted(TARGET_BYTES));
    }
    if (headerBytes(exchange.getRequestHeaders()) > HEADER_BYTES) {
      throw new RequestRefused(
          431,
          "Request Header Fields Too Large",
          "All headers together may have %d bytes.".formatted(HEADER_BYTES));
    }
  }

  private static long headerBytes(Map<String, List<String>> headers) {
    long bytes = 0;
    for (Map.Entry<String, List<String>> header : headers.entrySet()) {
      for (String value : header.getValue()) {
        bytes += header.getKey().length() + value.length() + 4L;
      }
    }
    return bytes;
  }

  /** Reads the body, which is refused when it is larger than {@link #BODY_BYTES}. */
  static byte[] body(HttpExchange exchange) throws IOException {
    InputStream input = exchange.getRequestBody();
    byte[] body = input.readNBytes(BODY_BYTES + 1);
    if (body.length <= BODY_BYTES) {
      return body;
    }
    input.skip(POLITE_BYTES);
    throw new RequestRefused(
        413, "Content Too Large", "A body may have %d bytes.".formatted(BODY_BYTES));
  }
}
