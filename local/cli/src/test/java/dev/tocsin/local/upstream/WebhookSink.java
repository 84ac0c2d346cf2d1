package dev.tocsin.local.upstream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/**
 * The webhooks of a process: they record what they receive, and fail where the scenario says so.
 */
final class WebhookSink implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final Map<String, Answer> answers;
  private final List<Attempt> attempts = new CopyOnWriteArrayList<>();

  /**
   * Listens on a free port of loopback.
   *
   * @param answers by path; other paths accept everything
   */
  WebhookSink(Map<String, Answer> answers) throws IOException {
    this.answers = Map.copyOf(answers);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::receive);
    server.start();
  }

  private void receive(HttpExchange exchange) throws IOException {
    Instant at = Instant.now();
    String path = exchange.getRequestURI().getPath();
    JsonNode body = JSON.readTree(exchange.getRequestBody());
    Answer answer = answers.getOrDefault(path, Answer.ACCEPTS);
    int status = record(path, at, body, answer);
    try {
      Thread.sleep(answer.delay());
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  private synchronized int record(String path, Instant at, JsonNode body, Answer answer) {
    String group = body.path("groupKey").asText();
    long before =
        attempts.stream().filter(a -> a.path().equals(path) && a.groupKey().equals(group)).count();
    int status = answer.status(Math.toIntExact(before));
    attempts.add(new Attempt(path, at, status, body));
    return status;
  }

  /** The address of a path. */
  String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  /** All that was received until now, in the order of arrival. */
  List<Attempt> attempts() {
    return List.copyOf(attempts);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
