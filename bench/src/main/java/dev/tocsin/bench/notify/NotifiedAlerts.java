package dev.tocsin.bench.notify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.core.limit.Limit;
import dev.tocsin.core.limit.LimitHits;
import dev.tocsin.core.limit.Limits;
import dev.tocsin.local.http.Exchange;
import dev.tocsin.local.http.WebServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/** A webhook that remembers when it first had each alert. */
final class NotifiedAlerts implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_BYTES = 4 << 20;

  private final WebServer server;
  private final Map<String, Long> seen = new ConcurrentHashMap<>();

  NotifiedAlerts() throws IOException {
    server =
        WebServer.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            new Limits(Map.of(Limit.HTTP_REQUESTS, 1_000)),
            LimitHits.NONE,
            this::take);
  }

  private void take(Exchange exchange) throws IOException {
    byte[] body = exchange.body(MOST_BYTES, Limit.HTTP_BODIES);
    long now = System.nanoTime();
    exchange.send(200, Map.of(), new byte[0], false);
    for (JsonNode alert : JSON.readTree(body).path("alerts")) {
      seen.putIfAbsent(alert.path("labels").path(NotifyWorkload.ID).asText(), now);
    }
  }

  String url() {
    return "http://127.0.0.1:" + server.address().getPort() + "/bench";
  }

  /** When it had an alert, as {@link System#nanoTime} counts. */
  OptionalLong at(String id) {
    Long at = seen.get(id);
    return at == null ? OptionalLong.empty() : OptionalLong.of(at);
  }

  /** The time at which it had the last of the alerts so far. */
  long last() {
    return seen.values().stream().mapToLong(Long::longValue).max().orElseThrow();
  }

  /** Waits until it has so many alerts; throws when no further one comes for a minute. */
  void await(long count) throws IOException, InterruptedException {
    long known = -1;
    long since = System.nanoTime();
    while (seen.size() < count) {
      if (seen.size() > known) {
        known = seen.size();
        since = System.nanoTime();
      } else if (System.nanoTime() - since > Duration.ofMinutes(1).toNanos()) {
        throw new IOException(
            "%d of %d alerts were notified, and no further one for a minute"
                .formatted(known, count));
      }
      Thread.sleep(5);
    }
  }

  /** Latencies of alerts in milliseconds, ascending. */
  List<Double> latencies(Map<String, Long> posted) {
    return posted.entrySet().stream()
        .map(alert -> (at(alert.getKey()).orElseThrow() - alert.getValue()) / 1e6)
        .sorted()
        .toList();
  }

  @Override
  public void close() {
    server.close();
  }
}
