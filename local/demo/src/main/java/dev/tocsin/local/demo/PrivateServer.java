package dev.tocsin.local.demo;

import dev.tocsin.core.limit.Limit;
import dev.tocsin.core.limit.LimitHits;
import dev.tocsin.core.limit.Limits;
import dev.tocsin.local.http.Exchange;
import dev.tocsin.local.http.RequestHead;
import dev.tocsin.local.http.WebServer;
import dev.tocsin.platform.access.CrossSitePolicy;
import dev.tocsin.platform.access.RequestOrigin;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  static final InetAddress LOOPBACK = loopback();

  private final WebServer server;

  private PrivateServer(WebServer server) {
    this.server = server;
  }

  /** Listens on the loopback address, on {@code port} or on a free one for 0. */
  static PrivateServer start(int port, Handler handler) throws IOException {
    return start(LOOPBACK, port, handler);
  }

  /** Listens on another address of this host. */
  static PrivateServer start(InetAddress address, int port, Handler handler) throws IOException {
    return start(address, port, handler, Map.of());
  }

  /** The same, which answers GET of some paths with streams. */
  static PrivateServer start(
      InetAddress address, int port, Handler handler, Map<String, WebServer.RequestHandler> streams)
      throws IOException {
    return new PrivateServer(
        WebServer.start(
            new InetSocketAddress(address, port),
            Limits.DEFAULT,
            LimitHits.NONE,
            exchange -> answer(exchange, address, handler, streams)));
  }

  private static InetAddress loopback() {
    try {
      return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  int port() {
    return server.address().getPort();
  }

  /** Its root address, without a slash at the end. */
  URI uri() {
    return URI.create(
        "http://%s:%d".formatted(server.address().getAddress().getHostAddress(), port()));
  }

  @Override
  public void close() {
    server.close();
  }

  private static void answer(
      Exchange exchange,
      InetAddress address,
      Handler handler,
      Map<String, WebServer.RequestHandler> streams)
      throws IOException {
    Optional<Answer> refusal = refusal(exchange.head(), address);
    WebServer.RequestHandler stream = streams.get(exchange.head().path());
    if (refusal.isEmpty() && stream != null && exchange.head().method().equals("GET")) {
      stream.handle(exchange);
      return;
    }
    Answer answer = refusal.isPresent() ? refusal.get() : answerTo(exchange, handler);
    Map<String, List<String>> headers = new LinkedHashMap<>();
    headers.put("Content-Type", List.of(answer.contentType()));
    headers.put("Cache-Control", List.of("no-store"));
    answer.headers().forEach((name, value) -> headers.put(name, List.of(value)));
    exchange.send(answer.status(), headers, answer.body().getBytes(StandardCharsets.UTF_8), true);
  }

  private static Optional<Answer> refusal(RequestHead head, InetAddress address) {
    if (head.header("Host").filter(host -> isOurs(host, address)).isEmpty()) {
      return Optional.of(Answer.refused(403, "this server answers only to its own address"));
    }
    return isOfAnotherSite(head)
        ? Optional.of(Answer.refused(403, "this server does not answer to pages of other sites"))
        : Optional.empty();
  }

  private static Answer answerTo(Exchange exchange, Handler handler) throws IOException {
    RequestHead head = exchange.head();
    byte[] body = exchange.body(MAX_BODY, Limit.HTTP_BODY);
    try {
      return handler.handle(Request.of(head, new String(body, StandardCharsets.UTF_8)));
    } catch (RuntimeException e) {
      LOG.error("{} {} failed", head.method(), head.path(), e);
      return Answer.refused(500, "this request failed; the log says why");
    }
  }

  private static boolean isOurs(String host, InetAddress address) {
    String name = host.replaceFirst(":[0-9]{1,5}$", "");
    return LOCAL.matcher(name).matches() || name.equals(address.getHostAddress());
  }

  /**
   * Browsers name the origin of a page that sends more than a plain GET, and whether its site is
   * this one. Following a link to a page here, which changes nothing, is let through.
   */
  private static boolean isOfAnotherSite(RequestHead head) {
    // Who names an origin reads the answer by a script: that is held to the rule for changes.
    boolean isScript = head.header("Origin").isPresent();
    RequestOrigin from =
        new RequestOrigin(
            head.all("Origin"), head.all(RequestOrigin.FETCH_SITE), head.header("Host"));
    // Nothing in front of us speaks TLS.
    Optional<URI> own = head.header("Host").map(host -> URI.create("http://" + host));
    return CrossSitePolicy.refusal(isScript ? "POST" : head.method(), false, from, own).isPresent();
  }

  /** Answers a request. */
  @FunctionalInterface
  interface Handler {
    Answer handle(Request request) throws IOException;
  }
}
