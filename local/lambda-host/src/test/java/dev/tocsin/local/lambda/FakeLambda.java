package dev.tocsin.local.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * As much of the Lambda API as an invocation needs, over real HTTP. Counts how many invocations of
 * a partition are under way at once.
 */
final class FakeLambda implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What is answered: the payload, and whether it is a function's error. */
  record Reply(int status, String payload, boolean failed) {
    static Reply ok(String payload) {
      return new Reply(200, payload, false);
    }
  }

  /** The event of one invocation: values by partition, and where it was sent to. */
  record Call(String target, Map<String, List<String>> values, JsonNode event) {
    int size() {
      return values.values().stream().mapToInt(List::size).sum();
    }
  }

  final BlockingQueue<Call> calls = new LinkedBlockingQueue<>();
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Function<Call, Reply> function;
  private final Map<String, AtomicInteger> running = new ConcurrentHashMap<>();
  private final AtomicInteger most = new AtomicInteger();

  FakeLambda(Function<Call, Reply> function) throws IOException {
    this.function = function;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::invoke);
    server.start();
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** The most invocations of one partition that were under way at once. */
  int mostAtOnce() {
    return most.get();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void invoke(HttpExchange exchange) throws IOException {
    try (exchange) {
      JsonNode event = JSON.readTree(exchange.getRequestBody().readAllBytes());
      Map<String, List<String>> values = new HashMap<>();
      event
          .path("records")
          .properties()
          .forEach(partition -> values.put(partition.getKey(), values(partition.getValue())));
      Call call = new Call(exchange.getRequestURI().toString(), values, event);
      values
          .keySet()
          .forEach(
              partition -> most.accumulateAndGet(counter(partition).incrementAndGet(), Math::max));
      Reply reply = function.apply(call);
      values.keySet().forEach(partition -> counter(partition).decrementAndGet());
      calls.add(call);
      if (reply.failed()) {
        exchange.getResponseHeaders().set("X-Amz-Function-Error", "Unhandled");
      }
      byte[] body = reply.payload().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private AtomicInteger counter(String partition) {
    return running.computeIfAbsent(partition, name -> new AtomicInteger());
  }

  private static List<String> values(JsonNode records) {
    List<String> values = new ArrayList<>();
    records.forEach(record ->
        values.add(
            new String(
                Base64.getDecoder().decode(record.path("value").asText()),
                StandardCharsets.UTF_8)));
    return values;
  }
}
