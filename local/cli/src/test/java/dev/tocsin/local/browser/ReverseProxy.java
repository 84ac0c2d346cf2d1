package dev.tocsin.local.browser;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A reverse proxy that asks the server behind it by that server's own name: it rewrites Host. */
final class ReverseProxy implements AutoCloseable {
  /** Of a connection, or set by the client beneath. */
  private static final Set<String> OWN =
      Set.of(
          "connection",
          "content-length",
          "expect",
          "host",
          "http2-settings",
          "keep-alive",
          "transfer-encoding",
          "upgrade");

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private volatile Optional<URI> behind = Optional.empty();

  ReverseProxy() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::forward);
    server.start();
  }

  /** What it stands in front of. */
  void to(URI server) {
    behind = Optional.of(server);
  }

  /** Root under which browsers reach what is behind it. */
  URI url() {
    return URI.create("http://localhost:" + server.getAddress().getPort());
  }

  private void forward(HttpExchange exchange) throws IOException {
    try (exchange) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(
                  URI.create(behind.orElseThrow() + exchange.getRequestURI().toString()))
              .method(
                  exchange.getRequestMethod(),
                  BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()));
      exchange
          .getRequestHeaders()
          .forEach((name, values) -> {
            if (isForwarded(name)) {
              values.forEach(value -> request.header(name, value));
            }
          });
      HttpResponse<byte[]> response = client.send(request.build(), BodyHandlers.ofByteArray());
      response
          .headers()
          .map()
          .forEach((name, values) -> {
            if (isForwarded(name)) {
              exchange.getResponseHeaders().put(name, values);
            }
          });
      byte[] body = response.body();
      exchange.sendResponseHeaders(response.statusCode(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean isForwarded(String header) {
    return !OWN.contains(header.toLowerCase(java.util.Locale.ROOT));
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    client.close();
  }
}
