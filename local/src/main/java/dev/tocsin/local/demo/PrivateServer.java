package dev.tocsin.local.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A small HTTP server on one address of this host that nobody elsewhere reaches: the loopback
 * address, or that of a container bridge. One virtual thread a request. Bodies are bounded, and
 * requests are refused that name another host or come from a page of another site, so that a web
 * page open in a browser of this machine can neither read nor change anything here.
 */
final class PrivateServer implements AutoCloseable {

  /** The largest request body taken, in bytes. */
  static final int MAX_BODY = 256 * 1024;

  private static final Logger LOG = LoggerFactory.getLogger(PrivateServer.class);
  private static final Pattern LOCAL =
      Pattern.compile("(localhost|127\\.0\\.0\\.1|\\[::1])", Pattern.CASE_INSENSITIVE);

  static {
    // Without it an answer waits for the peer's delayed acknowledgement, some 40 ms.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  static final InetAddress LOOPBACK = loopback();

  private final HttpServer server;
  private final ExecutorService threads;

  private PrivateServer(HttpServer server, ExecutorService threads) {
    this.server = server;
    this.threads = threads;
  }

  /** Listens on the loopback address, on {@code port} or on a free one for 0. */
  static PrivateServer start(int port, Handler handler) throws IOException {
    return start(LOOPBACK, port, handler);
  }

  /** Listens on another address of this host. */
  static PrivateServer start(InetAddress address, int port, Handler handler) throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress(address, port), 0);
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    server.setExecutor(threads);
    server.createContext("/", exchange -> answer(exchange, handler));
    server.start();
    return new PrivateServer(server, threads);
  }

  private static InetAddress loopback() {
    try {
      return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** Its root address, without a slash at the end. */
  URI uri() {
    return URI.create(
        "http://%s:%d".formatted(server.getAddress().getAddress().getHostAddress(), port()));
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private static void answer(HttpExchange exchange, Handler handler) throws IOException {
    try (exchange) {
      Answer answer = answerTo(exchange, handler);
      exchange.getResponseHeaders().set("Content-Type", answer.contentType());
      exchange.getResponseHeaders().set("Cache-Control", "no-store");
      exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
      answer.headers().forEach(exchange.getResponseHeaders()::set);
      byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
      boolean head = exchange.getRequestMethod().equals("HEAD");
      exchange.sendResponseHeaders(answer.status(), head || body.length == 0 ? -1 : body.length);
      if (!head) {
        exchange.getResponseBody().write(body);
      }
    }
  }

  private static Answer answerTo(HttpExchange exchange, Handler handler) throws IOException {
    String host = exchange.getRequestHeaders().getFirst("Host");
    if (host == null || !isOurs(host, exchange)) {
      return Answer.refused(403, "this server answers only to its own address");
    }
    if (isOfAnotherSite(exchange, host)) {
      return Answer.refused(403, "this server does not answer to pages of other sites");
    }
    byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY + 1);
    if (body.length > MAX_BODY) {
      return Answer.refused(413, "a body may have at most " + MAX_BODY + " bytes");
    }
    try {
      return handler.handle(Request.of(exchange, new String(body, StandardCharsets.UTF_8)));
    } catch (RuntimeException e) {
      LOG.error("{} {} failed", exchange.getRequestMethod(), exchange.getRequestURI().getPath(), e);
      return Answer.refused(500, "this request failed; the log says why");
    }
  }

  private static boolean isOurs(String host, HttpExchange exchange) {
    String name = host.replaceFirst(":[0-9]{1,5}$", "");
    return LOCAL.matcher(name).matches()
        || name.equals(exchange.getLocalAddress().getAddress().getHostAddress());
  }

  /**
   * Browsers name the origin of a page that sends more than a plain GET, and whether its site is
   * this one. Following a link to a page here, which changes nothing, is let through.
   */
  private static boolean isOfAnotherSite(HttpExchange exchange, String host) {
    String origin = exchange.getRequestHeaders().getFirst("Origin");
    if (origin != null && !origin.equalsIgnoreCase("http://" + host)) {
      return true;
    }
    String site = exchange.getRequestHeaders().getFirst("Sec-Fetch-Site");
    boolean isReading = exchange.getRequestMethod().equals("GET");
    return !isReading && site != null && !site.equals("same-origin") && !site.equals("none");
  }

  /** Answers a request. */
  @FunctionalInterface
  interface Handler {
    Answer handle(Request request) throws IOException;
  }
}
