package dev.tocsin.local.http;

import dev.tocsin.core.limit.Limit;
import dev.tocsin.core.limit.LimitHits;
import dev.tocsin.core.limit.Limits;
import dev.tocsin.local.http.OpenConnection.Phase;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.ssl.SslConnection;

/**
 * All connections that are open: so many at most, and none for longer than it has reason to be. A
 * further one takes the place of one that only waits; while all are being served it is closed.
 */
final class Connections implements Connection.Listener {
  private final Limits limits;
  private final LimitHits hits;
  private final Map<Connection, OpenConnection> open = new ConcurrentHashMap<>();

  Connections(Limits limits, LimitHits hits) {
    this.limits = limits;
    this.hits = hits;
  }

  @Override
  public void onOpened(Connection connection) {
    if (connection instanceof SslConnection) {
      // The connection of HTTP inside it is the one that waits and serves, from its handshake on.
      return;
    }
    OpenConnection added = new OpenConnection(connection);
    if (open.size() >= limits.of(Limit.HTTP_CONNECTIONS)) {
      hits.hit(Limit.HTTP_CONNECTIONS);
      Eviction.choose(open.values().stream().filter(OpenConnection::isEvictable).toList())
          .orElse(added)
          .cut();
    }
    open.put(connection, added);
  }

  @Override
  public void onClosed(Connection connection) {
    open.remove(connection);
  }

  OpenConnection of(Connection connection) {
    return open.computeIfAbsent(connection, OpenConnection::new);
  }

  /** Closes those that have taken too long; called every second. */
  void closeOverdue() {
    long now = System.nanoTime();
    open.values()
        .forEach(connection -> {
          limitOf(connection.phase())
              .filter(
                  limit -> now - connection.since() > TimeUnit.SECONDS.toNanos(limits.of(limit)))
              .ifPresent(limit -> {
                hits.hit(limit);
                connection.cut();
              });
        });
  }

  /** Those that nothing is going on with. */
  void closeIdle() {
    List.copyOf(open.values()).stream()
        .filter(connection -> connection.phase() == Phase.WAITING)
        .forEach(OpenConnection::cut);
  }

  private static Optional<Limit> limitOf(Phase phase) {
    return switch (phase) {
      case WAITING -> Optional.of(Limit.HTTP_HEAD_TIME);
      case SENDING -> Optional.of(Limit.HTTP_SEND_TIME);
      // The reader of the body enforces its time; functions have a time-out of their own.
      case RECEIVING, SERVING -> Optional.empty();
    };
  }
}
