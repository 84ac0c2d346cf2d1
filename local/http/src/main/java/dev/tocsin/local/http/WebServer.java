package dev.tocsin.local.http;

import dev.tocsin.core.limit.Limit;
import dev.tocsin.core.limit.LimitHits;
import dev.tocsin.core.limit.Limits;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server of HTTP/1.1 on one address, in the clear or over TLS: keep-alive, limits on connections,
 * heads, bodies, streams and times, a virtual thread for each request. Its own refusals are problem
 * documents.
 */
public final class WebServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);
  private static final Duration STOP = Duration.ofSeconds(2);

  /** Beyond the time of a function: the limits on times are kept by {@link Connections}. */
  private static final Duration IDLE = Duration.ofMinutes(2);

  /** Selector, acceptor and timer, and a few that pass work on to virtual threads. */
  private static final int MOST_THREADS = 8;

  private final Server server;
  private final ServerConnector connector;
  private final Connections connections;
  private final Streams streams;
  private final Optional<Tls> tls;

  /** Answers requests; what it throws as {@link RequestRefused} is the answer. */
  @FunctionalInterface
  public interface RequestHandler {
    void handle(Exchange exchange) throws IOException;
  }

  private WebServer(
      Server server,
      ServerConnector connector,
      Connections connections,
      Streams streams,
      Optional<Tls> tls) {
    this.server = server;
    this.connector = connector;
    this.connections = connections;
    this.streams = streams;
    this.tls = tls;
  }

  /**
   * Starts to listen, without TLS.
   *
   * @param address with port 0 for any free one
   * @throws IOException when the port is taken
   */
  public static WebServer start(
      InetSocketAddress address, Limits limits, LimitHits hits, RequestHandler handler)
      throws IOException {
    return start(address, Optional.empty(), limits, hits, handler);
  }

  /**
   * Starts to listen.
   *
   * @param address with port 0 for any free one
   * @param source how it speaks TLS; empty: it speaks HTTP in the clear
   * @throws dev.tocsin.core.failure.UserError when the files have a problem
   * @throws IOException when the port is taken
   */
  public static WebServer start(
      InetSocketAddress address,
      Optional<ServerTls.Source> source,
      Limits limits,
      LimitHits hits,
      RequestHandler handler)
      throws IOException {
    Optional<Tls> tls = source.map(known -> new Tls(known, InstantSource.system()));
    QueuedThreadPool threads = new QueuedThreadPool(MOST_THREADS, 1);
    threads.setName("http");
    threads.setDaemon(true);
    threads.setReservedThreads(0);
    threads.setVirtualThreadsExecutor(VirtualThreads.getDefaultVirtualThreadsExecutor());
    Server server = new Server(threads, new ScheduledExecutorScheduler("http-timer", true), null);
    Connections connections = new Connections(limits, hits);
    Streams streams = new Streams(limits, hits);
    HttpConnectionFactory http = new HttpConnectionFactory(configuration(limits));
    ServerConnector connector =
        tls.map(known ->
                new ServerConnector(
                    server,
                    1,
                    1,
                    new SslConnectionFactory(known.context(), http.getProtocol()),
                    http))
            .orElseGet(() -> new ServerConnector(server, 1, 1, http));
    connector.setHost(address.getAddress().getHostAddress());
    connector.setPort(address.getPort());
    connector.setAcceptQueueSize(1024);
    connector.setIdleTimeout(IDLE.toMillis());
    connector.setShutdownIdleTimeout(STOP.toMillis());
    connector.addBean(connections);
    server.addConnector(connector);
    server.setErrorHandler(new Problems(limits, hits));
    server.setStopTimeout(STOP.toMillis());
    server.setHandler(
        new GracefulHandler(
            new Exchanges(connections, new Bodies(limits, hits), streams, limits, hits, handler)));
    WebServer started = new WebServer(server, connector, connections, streams, tls);
    try {
      connector.open();
      server.start();
    } catch (IOException taken) {
      started.close();
      throw taken;
    } catch (Exception e) {
      started.close();
      throw new IllegalStateException("HTTP cannot be served", e);
    }
    started.sweep();
    return started;
  }

  private static HttpConfiguration configuration(Limits limits) {
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.setSendServerVersion(false);
    // A head that is a little too large is refused with a sentence, by HeadChecks.
    configuration.setRequestHeaderSize(
        2 * (limits.of(Limit.HTTP_HEADERS) + limits.of(Limit.HTTP_TARGET)));
    // Which names lead here is for HeadChecks and its callers to say, not for the certificate.
    configuration.addCustomizer(new SecureRequestCustomizer(false));
    configuration.setUseInputDirectByteBuffers(false);
    configuration.setUseOutputDirectByteBuffers(false);
    return configuration;
  }

  private void sweep() {
    connections.closeOverdue();
    streams.endOverdue();
    tls.ifPresent(Tls::look);
    connector.getScheduler().schedule(this::sweep, 1, TimeUnit.SECONDS);
  }

  /** The address and port on which it listens. */
  public InetSocketAddress address() {
    return connector.getTransport() instanceof ServerSocketChannel channel
        ? new InetSocketAddress(channel.socket().getInetAddress(), connector.getLocalPort())
        : new InetSocketAddress(connector.getHost(), connector.getLocalPort());
  }

  /** Ends streams, and lets requests that are being served end, for two seconds. */
  @Override
  public void close() {
    try {
      streams.stop();
      connections.closeIdle();
      server.stop();
    } catch (Exception e) {
      LOG.warn("HTTP could not be stopped: {}", e.toString());
    }
  }

  /** Hands requests to the handler. */
  private static final class Exchanges extends Handler.Abstract {
    private final Connections connections;
    private final Bodies bodies;
    private final Streams streams;
    private final Limits limits;
    private final LimitHits hits;
    private final RequestHandler handler;

    Exchanges(
        Connections connections,
        Bodies bodies,
        Streams streams,
        Limits limits,
        LimitHits hits,
        RequestHandler handler) {
      this.connections = connections;
      this.bodies = bodies;
      this.streams = streams;
      this.limits = limits;
      this.hits = hits;
      this.handler = handler;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      OpenConnection connection = connections.of(request.getConnectionMetaData().getConnection());
      boolean answered;
      try (Exchange exchange =
          new Exchange(request, response, connection, bodies, streams, limits)) {
        answered = answered(exchange) && exchange.isComplete();
      }
      if (!answered) {
        // What is left of the request would be taken for the next one.
        request.getConnectionMetaData().getConnection().getEndPoint().close();
      }
      callback.succeeded();
      return true;
    }

    /** Whether the client has an answer, as far as is known. */
    private boolean answered(Exchange exchange) {
      try {
        try {
          handler.handle(exchange);
        } catch (RequestRefused refused) {
          refused.limit().ifPresent(hits::hit);
          exchange.refuse(refused);
        }
        return true;
      } catch (IOException gone) {
        LOG.debug("no answer to {}: {}", exchange.head().path(), gone.toString());
      } catch (RuntimeException failed) {
        LOG.error("{} {} failed", exchange.head().method(), exchange.head().path(), failed);
        sorry(exchange);
      }
      return false;
    }

    private static void sorry(Exchange exchange) {
      try {
        if (!exchange.isAnswered()) {
          exchange.refuse(
              new RequestRefused(500, "Internal Server Error", "The request has failed."));
        }
      } catch (IOException gone) {
        LOG.debug("no answer to {}: {}", exchange.head().path(), gone.toString());
      }
    }
  }

  /** Problem documents for requests that are not even HTTP, or too large for it. */
  private static final class Problems extends ErrorHandler {
    private static final Map<Integer, Limit> OF_THE_HEAD =
        Map.of(414, Limit.HTTP_TARGET, 431, Limit.HTTP_HEADERS);

    private final Limits limits;
    private final LimitHits hits;

    Problems(Limits limits, LimitHits hits) {
      this.limits = limits;
      this.hits = hits;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      Answer answer = answer(response.getStatus());
      response.getHeaders().put("Content-Type", answer.contentType());
      response.getHeaders().put("X-Content-Type-Options", "nosniff");
      response.write(true, ByteBuffer.wrap(answer.bytes()), callback);
      return true;
    }

    private Answer answer(int status) {
      Limit exceeded = OF_THE_HEAD.get(status);
      if (exceeded != null) {
        hits.hit(exceeded);
        return HeadChecks.tooLarge(limits).answer();
      }
      return status < 500
          ? Answer.problem(status, "Bad Request", "The request is not one of HTTP/1.1.")
          : Answer.problem(status, "Internal Server Error", "The request has failed.");
    }
  }
}
