package dev.tocsin.remediation;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** A service that repairs things: answers as the test sets it and remembers its requests. */
final class Repairs implements AutoCloseable {
  final List<Request> requests = new CopyOnWriteArrayList<>();
  volatile int status = 204;
  volatile boolean silent;

  private final HttpServer server;

  record Request(
      String method, String path, String body, String idempotencyKey, String secret, String type) {}

  Repairs() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) throws IOException {
    requests.add(
        new Request(
            exchange.getRequestMethod(),
            exchange.getRequestURI().toString(),
            new String(exchange.getRequestBody().readAllBytes(), UTF_8),
            String.valueOf(exchange.getRequestHeaders().getFirst("Idempotency-Key")),
            String.valueOf(exchange.getRequestHeaders().getFirst("X-Secret")),
            String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type"))));
    if (silent) {
      return;
    }
    if (status == 302) {
      exchange.getResponseHeaders().add("Location", url() + "/elsewhere");
    }
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
