package dev.tocsin.local.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/** A notification service that takes everything. */
final class ReportedAlerts implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Queue<JsonNode> received = new ConcurrentLinkedQueue<>();
  private final HttpServer server;

  ReportedAlerts() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 256);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/api/alerts",
        exchange -> {
          received.add(JSON.readTree(exchange.getRequestBody().readAllBytes()));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Instances of which this state of this rule was notified. */
  List<String> instances(String rule, String state) {
    return received.stream()
        .filter(reported -> reported.path("rule_id").asText().equals(rule))
        .filter(reported -> reported.path("state").asText().equals(state))
        .map(reported -> reported.path("instance_id").asText())
        .toList();
  }

  /** With which reasons this rule was notified as resolved. */
  List<String> reasonsOfResolution(String rule) {
    return resolutions(rule).map(reported -> reported.path("reason").asText()).toList();
  }

  /** With which reasons this rule was notified as resolved for one instance. */
  List<String> reasonsOfResolution(String rule, String instance) {
    return resolutions(rule)
        .filter(reported -> reported.path("instance_id").asText().equals(instance))
        .map(reported -> reported.path("reason").asText())
        .toList();
  }

  private Stream<JsonNode> resolutions(String rule) {
    return received.stream()
        .filter(reported -> reported.path("rule_id").asText().equals(rule))
        .filter(reported -> reported.path("state").asText().equals("resolved"));
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
