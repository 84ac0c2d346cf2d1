package dev.tocsin.notifier;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** A notification service on this machine that remembers what it received. */
final class Inbox implements AutoCloseable {
  private final HttpServer server;
  private final List<Received> received = new CopyOnWriteArrayList<>();
  private volatile Function<Received, Answer> answers = request -> Answer.OK;

  Inbox() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1000);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::take);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  void answers(Function<Received, Answer> how) {
    answers = how;
  }

  void answers(int status) {
    answers = request -> new Answer(status, Map.of());
  }

  /** All that came, whatever the answer was, in order. */
  List<Received> all() {
    return List.copyOf(received);
  }

  /** What was taken with 200, by its key, in order. */
  List<String> acceptedKeys() {
    return received.stream().filter(request -> request.status() == 200).map(Received::key).toList();
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      String key =
          Optional.ofNullable(exchange.getRequestHeaders().getFirst("Idempotency-Key")).orElse("");
      String path = exchange.getRequestMethod() + " " + exchange.getRequestURI();
      Answer answer = answers.apply(new Received(path, key, body, 0));
      received.add(new Received(path, key, body, answer.status()));
      answer.headers().forEach((name, text) -> exchange.getResponseHeaders().add(name, text));
      exchange.sendResponseHeaders(answer.status(), -1);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }

  /** A request and the status of its answer. */
  record Received(String path, String key, String body, int status) {}

  /** How to answer. */
  record Answer(int status, Map<String, String> headers) {
    static final Answer OK = new Answer(200, Map.of());
  }
}
