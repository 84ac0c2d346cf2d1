package dev.tocsin.platform.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tocsin.core.limit.Limit;
import dev.tocsin.core.limit.LimitHits;
import dev.tocsin.core.limit.Limits;
import dev.tocsin.core.redaction.Redaction;
import dev.tocsin.platform.http.Connector.Connected;
import dev.tocsin.platform.http.Connector.Route;
import dev.tocsin.platform.http.Connector.Target;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLSocket;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.DefaultConnectionReuseStrategy;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.http.protocol.DefaultHttpProcessor;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.apache.hc.core5.http.protocol.HttpProcessor;
import org.apache.hc.core5.http.protocol.RequestContent;
import org.apache.hc.core5.http.protocol.RequestTargetHost;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.pool.PoolEntry;
import org.apache.hc.core5.pool.StrictConnPool;
import org.apache.hc.core5.util.TimeValue;
import org.jspecify.annotations.Nullable;

/** Writes one request and reads its answer, on a connection that is new or was idle. */
final class Wire {
  /** An idle connection is not used after this time: what lies between may have dropped it. */
  private static final TimeValue IDLE = TimeValue.ofSeconds(20);

  private static final int KILOBYTE = 1_024;

  private static final HttpProcessor HEADERS =
      new DefaultHttpProcessor(RequestTargetHost.INSTANCE, RequestContent.INSTANCE);

  private final Connector connector;
  private final boolean reuses;
  private final int keeps;
  private final Supplier<Limits> limits;
  private final LimitHits hits;
  private final HttpRequestExecutor executor =
      new HttpRequestExecutor(DefaultConnectionReuseStrategy.INSTANCE);

  /** As many connections as there are requests under way: no request waits for one. */
  private final StrictConnPool<Route, DefaultBHttpClientConnection> connections =
      new StrictConnPool<>(Integer.MAX_VALUE, Integer.MAX_VALUE);

  /**
   * @param keeps bytes of an answer's body that are kept
   */
  Wire(Connector connector, boolean reuses, int keeps, Supplier<Limits> limits, LimitHits hits) {
    this.connector = connector;
    this.reuses = reuses;
    this.keeps = keeps;
    this.limits = limits;
    this.hits = hits;
  }

  /** Sends a request once, or not at all when {@code exchange} is given up before. */
  OutgoingAnswer exchange(OutgoingRequest request, Duration connecting, Exchange exchange)
      throws Exception {
    Route route = connector.route(request.uri());
    PoolEntry<Route, DefaultBHttpClientConnection> lease = connections.lease(route, null).get();
    boolean reusable = false;
    try {
      DefaultBHttpClientConnection connection = connection(lease, connecting, exchange);
      exchange.uses(() -> connection.close(CloseMode.IMMEDIATE));
      ClassicHttpRequest message = message(request, route);
      HttpCoreContext context = HttpCoreContext.create();
      executor.preProcess(message, HEADERS, context);
      exchange.begin();
      ClassicHttpResponse response = executor.execute(message, connection, context);
      Body body = reuses ? body(response.getEntity()) : Body.UNREAD;
      reusable = body.read() && executor.keepAlive(message, response, connection, context);
      return answer(response, body, request.redaction());
    } finally {
      exchange.done();
      lease.updateExpiry(IDLE);
      connections.release(lease, reusable);
    }
  }

  private DefaultBHttpClientConnection connection(
      PoolEntry<Route, DefaultBHttpClientConnection> lease, Duration connecting, Exchange exchange)
      throws IOException, OutgoingFailure {
    DefaultBHttpClientConnection idle = lease.getConnection();
    if (idle != null && !idle.isStale()) {
      return idle;
    }
    if (idle != null) {
      lease.discardConnection(CloseMode.IMMEDIATE);
    }
    DefaultBHttpClientConnection fresh =
        opened(connector.connect(lease.getRoute(), connecting, exchange::uses));
    lease.assignConnection(fresh);
    return fresh;
  }

  private DefaultBHttpClientConnection opened(Connected connected) throws IOException {
    Limits now = limits.get();
    DefaultBHttpClientConnection connection =
        new DefaultBHttpClientConnection(
            Http1Config.custom()
                .setMaxLineLength(now.of(Limit.ANSWER_LINE_BYTES))
                .setMaxHeaderCount(now.of(Limit.ANSWER_HEADERS))
                .build());
    if (connected.socket() instanceof SSLSocket secured) {
      connection.bind(secured, connected.plain());
    } else {
      connection.bind(connected.plain());
    }
    return connection;
  }

  private ClassicHttpRequest message(OutgoingRequest request, Route route) {
    Target target = route.target();
    HttpHost host =
        new HttpHost(target.secure() ? "https" : "http", target.host(), request.uri().getPort());
    // Only a request that a proxy reads names its server in the first line, and has its headers.
    Optional<OutgoingProxy> reader = route.proxy().filter(proxy -> !target.secure());
    String prefix = reader.map(proxy -> host.toURI()).orElse("");
    BasicClassicHttpRequest message =
        new BasicClassicHttpRequest(request.method(), host, prefix + path(request.uri()));
    reader.ifPresent(proxy -> proxy.headers().forEach(message::addHeader));
    request.headers().forEach(message::addHeader);
    if (!reuses) {
      message.addHeader("Connection", "close");
    }
    request
        .body()
        .ifPresent(text -> message.setEntity(new ByteArrayEntity(text.getBytes(UTF_8), null)));
    return message;
  }

  private static String path(URI uri) {
    String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
  }

  /**
   * What is kept of a body.
   *
   * @param read whether all of it was read, so that the connection may be used again
   */
  private record Body(String excerpt, boolean read) {
    static final Body UNREAD = new Body("", false);
  }

  private Body body(@Nullable HttpEntity entity) throws IOException {
    if (entity == null) {
      return new Body("", true);
    }
    int most = limits.get().of(Limit.ANSWER_BODY_BYTES);
    ByteArrayOutputStream kept = new ByteArrayOutputStream(Math.min(keeps, KILOBYTE));
    byte[] buffer = new byte[4096];
    // Not closed: that would read the rest.
    InputStream stream = entity.getContent();
    int total = 0;
    for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
      kept.write(buffer, 0, Math.min(read, keeps - kept.size()));
      total += read;
      if (total > most) {
        hits.hit(Limit.ANSWER_BODY_BYTES);
        return new Body(kept.toString(UTF_8), false);
      }
    }
    return new Body(kept.toString(UTF_8), true);
  }

  private static OutgoingAnswer answer(
      ClassicHttpResponse response, Body body, Redaction redaction) {
    return new OutgoingAnswer(
        response.getCode(),
        Optional.ofNullable(response.getFirstHeader("Retry-After"))
            .map(Header::getValue)
            .map(redaction::redact),
        Optional.ofNullable(response.getFirstHeader("Location")).map(Header::getValue),
        redaction.redact(body.excerpt()));
  }

  /** Closes idle connections, and those under way when their answers have come. */
  void close() {
    connections.close(CloseMode.IMMEDIATE);
  }
}
