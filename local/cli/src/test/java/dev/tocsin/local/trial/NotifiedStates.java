package dev.tocsin.local.trial;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;

/** A webhook for groups of one alert each, which remembers under which keys a state came. */
final class NotifiedStates implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final Map<State, Map<String, JsonNode>> received = new HashMap<>();
  private final Map<State, Long> first = new HashMap<>();
  private final Set<String> contradictions = new HashSet<>();
  private int repeats;

  /** A state of an alert: {@code firing} or {@code resolved}. */
  record State(String alert, String status) {}

  NotifiedStates() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::take);
    server.start();
  }

  private void take(HttpExchange exchange) throws IOException {
    JsonNode body = JSON.readTree(exchange.getRequestBody());
    record(exchange.getRequestHeaders().getFirst("Idempotency-Key"), body);
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
  }

  private synchronized void record(String key, JsonNode body) {
    JsonNode alert = body.path("alerts").path(0);
    State state =
        new State(alert.path("labels").path("id").asText(), alert.path("status").asText());
    first.putIfAbsent(state, System.nanoTime());
    JsonNode before = received.computeIfAbsent(state, any -> new HashMap<>()).put(key, body);
    if (before != null) {
      repeats++;
      if (!before.equals(body)) {
        contradictions.add(key);
      }
    }
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  /** When a state first came, as {@link System#nanoTime} counts. */
  synchronized OptionalLong first(State state) {
    Long at = first.get(state);
    return at == null ? OptionalLong.empty() : OptionalLong.of(at);
  }

  /** The states that came under more than one key, each with its keys. */
  synchronized Map<String, Set<String>> underSeveralKeys() {
    Map<String, Set<String>> several = new TreeMap<>();
    received.forEach((state, byKey) -> {
      if (byKey.size() > 1) {
        several.put(state.toString(), Set.copyOf(byKey.keySet()));
      }
    });
    return several;
  }

  /** The keys that came with two contents. */
  synchronized Set<String> contradictions() {
    return Set.copyOf(contradictions);
  }

  /** How many requests came again under their key. */
  synchronized int repeats() {
    return repeats;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
