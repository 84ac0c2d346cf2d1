package dev.tocsin.local.trial;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;

/** A notification service that remembers all it was told. */
public final class Receiver implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final Map<String, Told> told = new LinkedHashMap<>();
  private int repeats;
  private int contradictions;
  private boolean down;
  private int refused;

  /** Starts it on a free port of the loopback address. */
  public Receiver() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/api/alerts", this::take);
    server.start();
  }

  private void take(HttpExchange exchange) throws IOException {
    Instant now = Instant.now();
    String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
    byte[] body = exchange.getRequestBody().readAllBytes();
    exchange.sendResponseHeaders(isTaken(key, JSON.readTree(body), now) ? 200 : 503, -1);
    exchange.close();
  }

  private synchronized boolean isTaken(String key, JsonNode body, Instant now) {
    if (down) {
      refused++;
      return false;
    }
    Told before = told.putIfAbsent(key, new Told(key, body, now));
    if (before != null) {
      repeats++;
      if (!before.body().equals(body)) {
        contradictions++;
      }
    }
    return true;
  }

  /** From now on answers 503 and takes nothing, or takes all again. */
  public synchronized void down(boolean isDown) {
    down = isDown;
  }

  /** How many requests were answered 503. */
  public synchronized int refused() {
    return refused;
  }

  /** Root of the service. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Everything told, once each, in the order of arrival. */
  public synchronized Collection<Told> all() {
    return List.copyOf(told.values());
  }

  /** How often something was told again. */
  public synchronized int repeats() {
    return repeats;
  }

  /** How often a key came with another content than before. */
  public synchronized int contradictions() {
    return contradictions;
  }

  @Override
  public void close() {
    server.stop(0);
  }

  /** One notification. */
  public record Told(String key, JsonNode body, Instant receivedAt) {
    public String state() {
      return body.path("state").asText();
    }

    public boolean isOfTheAlertItself() {
      return state().equals("firing") || state().equals("resolved");
    }

    public String text(String field) {
      return body.path(field).asText();
    }
  }
}
