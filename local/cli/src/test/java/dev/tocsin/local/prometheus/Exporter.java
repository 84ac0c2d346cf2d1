package dev.tocsin.local.prometheus;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;

/** What both servers scrape: a counter that grows steadily, and a gauge. */
final class Exporter implements AutoCloseable {
  /** How much the counter grows in a second. */
  static final double RATE = 20;

  private final HttpServer server;
  private final long begun = System.nanoTime();
  private volatile double queue;

  Exporter() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/metrics", this::scrape);
    server.start();
  }

  private void scrape(HttpExchange exchange) throws IOException {
    double requests = (System.nanoTime() - begun) / 1e9 * RATE;
    byte[] page =
        """
        # TYPE app_requests_total counter
        app_requests_total{path="/pay"} %s
        # TYPE app_queue_length gauge
        app_queue_length %s
        """
            .formatted(requests, queue)
            .getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
    exchange.sendResponseHeaders(200, page.length);
    exchange.getResponseBody().write(page);
    exchange.close();
  }

  /** Sets the gauge. */
  void queue(double length) {
    queue = length;
  }

  /** {@code host:port}, which becomes the label {@code instance}. */
  String target() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
