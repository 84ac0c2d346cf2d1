package dev.tocsin.local.aws;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tocsin.core.access.Credentials;
import dev.tocsin.core.access.Principal;
import dev.tocsin.core.access.Role;
import dev.tocsin.local.Refused;
import dev.tocsin.store.Incident;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The REST API of API Gateway in front of the functions: hands a request to the function with the
 * longest matching path prefix, as a Lambda proxy event. Every answer that is its own is a problem
 * document.
 */
public final class HttpGateway implements AutoCloseable {
  /** As long as API Gateway waits for a function. */
  public static final Duration FUNCTION_TIMEOUT = Duration.ofSeconds(29);

  public static final String LOOPBACK = "127.0.0.1";

  private static final Logger LOG = LoggerFactory.getLogger(HttpGateway.class);
  private static final int STOP_SECONDS = 2;

  static {
    // Seconds for a request to arrive, read once by the server beneath: a slow sender must not hold
    // a connection.
    System.setProperty("sun.net.httpserver.maxReqTime", "20");
  }

  private final HttpServer server;
  private final Listen listen;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Duration functionTimeout;
  private final Map<String, Route> routes = new ConcurrentHashMap<>();

  /** What answers the requests below a path prefix. */
  private sealed interface Route {
    record Function(
        RequestHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> handler,
        Incident trouble)
        implements Route {}

    record Page(Supplier<Answer> answer, boolean forEveryone) implements Route {}
  }

  /**
   * Where it listens, and who may ask.
   *
   * @param address a name or number of this host
   * @param port 0 for any free one
   * @param credentials of those who may see its own pages; functions look after themselves. None:
   *     it listens on loopback only, for everyone there
   */
  public record Listen(String address, int port, Optional<Credentials> credentials) {}

  private HttpGateway(HttpServer server, Listen listen, Duration functionTimeout) {
    this.server = server;
    this.listen = listen;
    this.functionTimeout = functionTimeout;
  }

  /**
   * Starts to listen; without routes, every request gets 404.
   *
   * @param port 0 for any free one
   */
  public static HttpGateway start(int port, Duration functionTimeout) {
    return start(new Listen(LOOPBACK, port, Optional.empty()), functionTimeout);
  }

  /** Starts to listen; without routes, every request gets 404. */
  public static HttpGateway start(Listen listen, Duration functionTimeout) {
    InetSocketAddress address = new InetSocketAddress(listen.address(), listen.port());
    if (address.isUnresolved()) {
      throw new Refused("\"%s\" is no address of this host.".formatted(listen.address()));
    }
    if (listen.credentials().isEmpty() && !address.getAddress().isLoopbackAddress()) {
      throw new Refused(
          "Without credentials HTTP is served on loopback only, not on %s: name a file by --credentials."
              .formatted(listen.address()));
    }
    try {
      HttpServer server = HttpServer.create(address, 0);
      HttpGateway gateway = new HttpGateway(server, listen, functionTimeout);
      server.setExecutor(gateway.threads);
      server.createContext("/", gateway::handle);
      server.start();
      return gateway;
    } catch (IOException e) {
      throw new Refused(
          "Port %d for HTTP is taken: stop what listens there, or choose another port."
              .formatted(listen.port()),
          e);
    }
  }

  /** Hands requests below {@code prefix} to a function, several at a time. */
  public void route(
      String prefix,
      RequestHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> function) {
    routes.put(
        prefix,
        new Route.Function(
            function, new Incident(LOG, "Function at " + prefix, InstantSource.system())));
  }

  /** Answers GET of {@code path} in this process, to those who may read. */
  public void page(String path, Supplier<Answer> answer) {
    routes.put(path, new Route.Page(answer, false));
  }

  /** Answers GET of {@code path} in this process, to everyone. */
  public void openPage(String path, Supplier<Answer> answer) {
    routes.put(path, new Route.Page(answer, true));
  }

  /** The address, without a slash at its end. */
  public URI address() {
    InetAddress bound = server.getAddress().getAddress();
    String host = bound.isAnyLocalAddress() ? LOOPBACK : bound.getHostAddress();
    return URI.create(
        "http://%s:%d"
            .formatted(
                host.contains(":") ? "[" + host + "]" : host, server.getAddress().getPort()));
  }

  @Override
  public void close() {
    server.stop(STOP_SECONDS);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      try {
        dispatch(exchange);
      } catch (RequestRefused e) {
        exchange.getResponseHeaders().set("Connection", "close");
        send(exchange, e.answer());
      }
    }
  }

  private void dispatch(HttpExchange exchange) throws IOException {
    if (listen.credentials().isEmpty()) {
      RequestLimits.checkHost(exchange);
    }
    RequestLimits.checkHead(exchange);
    String path = exchange.getRequestURI().getRawPath();
    String prefix =
        routes.keySet().stream()
            .filter(p -> path.equals(p) || path.startsWith(p + "/"))
            .max(Comparator.comparingInt(String::length))
            .orElseThrow(
                () -> new RequestRefused(404, "Not Found", "There is nothing at this path."));
    switch (routes.get(prefix)) {
      case Route.Page page -> {
        checkReader(exchange, page);
        answer(exchange, page);
      }
      case Route.Function function -> invoke(exchange, prefix, function);
      case null -> throw new IllegalStateException("routes are never removed");
    }
  }

  private void checkReader(HttpExchange exchange, Route.Page page) {
    if (page.forEveryone() || listen.credentials().isEmpty()) {
      return;
    }
    String authorization =
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")).orElse("");
    Principal reader =
        listen
            .credentials()
            .get()
            .check(authorization)
            .orElseThrow(() -> {
              exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"Tocsin\"");
              return new RequestRefused(
                  401, "Unauthorized", "The login or token is missing or not known.");
            });
    if (!reader.may(Role.VIEWER)) {
      throw new RequestRefused(403, "Forbidden", "\"%s\" may not read.".formatted(reader.name()));
    }
  }

  private static void answer(HttpExchange exchange, Route.Page page) throws IOException {
    if (!List.of("GET", "HEAD").contains(exchange.getRequestMethod())) {
      exchange.getResponseHeaders().set("Allow", "GET, HEAD");
      throw new RequestRefused(405, "Method Not Allowed", "This path can only be read.");
    }
    Answer answer;
    try {
      answer = page.answer().get();
    } catch (RuntimeException e) {
      LOG.warn("No answer for {}: {}", exchange.getRequestURI().getPath(), e.toString());
      throw new RequestRefused(500, "Internal Server Error", "This page cannot be made now.");
    }
    send(exchange, answer);
  }

  private void invoke(HttpExchange exchange, String prefix, Route.Function function)
      throws IOException {
    byte[] body = RequestLimits.body(exchange);
    String requestId = UUID.randomUUID().toString();
    APIGatewayProxyRequestEvent event = ProxyEvents.of(exchange, prefix, body, requestId);
    Future<Optional<APIGatewayProxyResponseEvent>> running =
        threads.submit(() ->
            Optional.ofNullable(
                function
                    .handler()
                    .handleRequest(event, InvocationContext.of(prefix, functionTimeout))));
    try {
      APIGatewayProxyResponseEvent response =
          running
              .get(functionTimeout.toMillis(), TimeUnit.MILLISECONDS)
              .orElseThrow(() -> new IllegalStateException("no response"));
      send(exchange, response);
      function.trouble().worked();
    } catch (TimeoutException e) {
      running.cancel(true);
      function.trouble().failed(e);
      throw new RequestRefused(
          504,
          "Gateway Timeout",
          "The function did not answer in time (request %s).".formatted(requestId));
    } catch (ExecutionException | IllegalStateException | IllegalArgumentException e) {
      function.trouble().failed(e);
      throw new RequestRefused(
          502, "Bad Gateway", "The function failed (request %s).".formatted(requestId));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RequestRefused(503, "Service Unavailable", "The process is stopping.");
    }
  }

  /**
   * Sends what the function answered; an answer that HTTP cannot carry is an
   * IllegalArgumentException.
   */
  private static void send(HttpExchange exchange, APIGatewayProxyResponseEvent response)
      throws IOException {
    Integer status = response.getStatusCode();
    if (status == null || status < 200 || status > 599) {
      throw new IllegalArgumentException("status " + status);
    }
    String text = Optional.ofNullable(response.getBody()).orElse("");
    byte[] body =
        Boolean.TRUE.equals(response.getIsBase64Encoded())
            ? Base64.getDecoder().decode(text)
            : text.getBytes(StandardCharsets.UTF_8);
    Headers headers = new Headers();
    Optional.ofNullable(response.getHeaders()).orElse(Map.of()).forEach(headers::set);
    Optional.ofNullable(response.getMultiValueHeaders())
        .orElse(Map.of())
        .forEach((name, values) -> headers.put(name, List.copyOf(values)));
    // The server beneath knows the length.
    headers.remove("Content-Length");
    exchange.getResponseHeaders().putAll(headers);
    send(exchange, status, body);
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", answer.contentType());
    send(exchange, answer.status(), answer.bytes());
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
    boolean bodyless = exchange.getRequestMethod().equals("HEAD") || body.length == 0;
    exchange.sendResponseHeaders(status, bodyless ? -1 : body.length);
    if (!bodyless) {
      exchange.getResponseBody().write(body);
    }
  }
}
