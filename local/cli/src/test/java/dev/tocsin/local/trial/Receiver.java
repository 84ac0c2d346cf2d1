package dev.tocsin.local.trial;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tocsin.core.identity.RuleId;
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

/** A notification service that remembers all it received. */
public final class Receiver implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int TAKEN = 200;

  private final HttpServer server;
  private final Map<String, Reported> reported = new LinkedHashMap<>();
  private final Map<String, Reported> ofTocsin = new LinkedHashMap<>();
  private int repeats;
  private int contradictions;
  private int answer = TAKEN;
  private int refused;

  /** Starts it on a free port of the loopback address. */
  public Receiver() throws IOException {
    this(InetAddress.getLoopbackAddress());
  }

  /** Starts it on a free port of an address of this host. */
  public Receiver(InetAddress address) throws IOException {
    server = HttpServer.create(new InetSocketAddress(address, 0), 1024);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/api/alerts", this::take);
    server.start();
  }

  private void take(HttpExchange exchange) throws IOException {
    Instant now = Instant.now();
    String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
    byte[] body = exchange.getRequestBody().readAllBytes();
    exchange.sendResponseHeaders(take(key, JSON.readTree(body), now), -1);
    exchange.close();
  }

  private synchronized int take(String key, JsonNode body, Instant now) {
    if (answer != TAKEN) {
      refused++;
      return answer;
    }
    Reported request = new Reported(key, body, now);
    if (request.text("rule_id").startsWith(RuleId.OF_TOCSIN)) {
      ofTocsin.putIfAbsent(key, request);
      return TAKEN;
    }
    Reported before = reported.putIfAbsent(key, request);
    if (before != null) {
      repeats++;
      if (!before.body().equals(body)) {
        contradictions++;
      }
    }
    return TAKEN;
  }

  /** From now on answers 503 and takes nothing, or takes all again. */
  public synchronized void down(boolean isDown) {
    answer = isDown ? 503 : TAKEN;
  }

  /** From now on answers with this status of an error and takes nothing. */
  public synchronized void refuse(int status) {
    answer = status;
  }

  /** How many requests were not taken. */
  public synchronized int refused() {
    return refused;
  }

  /** Root of the service. */
  public URI url() {
    InetSocketAddress at = server.getAddress();
    return URI.create("http://%s:%d".formatted(at.getAddress().getHostAddress(), at.getPort()));
  }

  /** Everything reported for rules, once each, in the order of arrival. */
  public synchronized Collection<Reported> all() {
    return List.copyOf(reported.values());
  }

  /** The same of alerts on the pipeline itself, which no trial counts. */
  public synchronized Collection<Reported> ofTocsin() {
    return List.copyOf(ofTocsin.values());
  }

  /** How often something was reported again. */
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
  public record Reported(String key, JsonNode body, Instant receivedAt) {
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
