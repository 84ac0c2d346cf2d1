package dev.tocsin.platform.http;

import dev.tocsin.core.deadletter.Sentence;
import dev.tocsin.core.limit.Limit;
import dev.tocsin.core.limit.LimitHits;
import dev.tocsin.core.limit.Limits;
import dev.tocsin.platform.http.OutgoingFailure.Why;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javax.net.ssl.SSLSocketFactory;
import org.apache.hc.core5.http.MessageConstraintException;

/**
 * Sends requests over HTTP 1.1, each at most once whatever its method is, and follows no redirect.
 * Safe for use by many threads.
 */
public final class OutgoingHttp implements AutoCloseable {
  private final Wire wire;
  private final LimitHits hits;

  /** Bytes of an answer's body that are kept unless more are asked for. */
  private static final int KEPT = 512;

  private OutgoingHttp(
      Connector connector, boolean reuses, int kept, Supplier<Limits> limits, LimitHits hits) {
    this.wire = new Wire(connector, reuses, kept, limits, hits);
    this.hits = hits;
  }

  /**
   * A client for requests that their sender may repeat under the same key: it reuses connections,
   * and a request is lost when the server closes an idle connection at that moment. It reads the
   * beginning of each answer's body.
   */
  public static OutgoingHttp reusing(Supplier<Limits> limits, LimitHits hits) {
    return new OutgoingHttp(connector(address -> false), true, KEPT, limits, hits);
  }

  /**
   * A client that makes a connection of its own for each request, so that none is lost to a server
   * that closes an idle one. It does not read the body of an answer.
   *
   * @param refused addresses to which it never connects
   */
  public static OutgoingHttp fresh(
      Predicate<InetAddress> refused, Supplier<Limits> limits, LimitHits hits) {
    return new OutgoingHttp(connector(refused), false, KEPT, limits, hits);
  }

  /**
   * {@link #reusing} with its own TLS and proxies.
   *
   * @param refused addresses to which it never connects; a proxy's are checked in place of those of
   *     the servers behind it
   */
  public static OutgoingHttp reusing(
      Predicate<InetAddress> refused,
      OutgoingTls tls,
      Function<URI, Optional<OutgoingProxy>> proxies,
      int kept,
      Supplier<Limits> limits,
      LimitHits hits) {
    return new OutgoingHttp(
        new Connector(InetAddress::getAllByName, refused, tls, proxies), true, kept, limits, hits);
  }

  private static Connector connector(Predicate<InetAddress> refused) {
    return new Connector(
        InetAddress::getAllByName, refused, OutgoingTls.standard(), OutgoingProxy.NONE);
  }

  /** With names and trust of a test's own. */
  static OutgoingHttp of(
      Connector.Resolver resolver,
      Predicate<InetAddress> refused,
      SSLSocketFactory tls,
      boolean reuses,
      Limits limits,
      LimitHits hits) {
    return new OutgoingHttp(
        new Connector(resolver, refused, OutgoingTls.of(() -> tls), OutgoingProxy.NONE),
        reuses,
        KEPT,
        () -> limits,
        hits);
  }

  /**
   * Sends a request and waits for its answer.
   *
   * @param connecting longest time until the request can be sent, with looking up the host and TLS
   * @param total longest time until the answer is there
   * @throws OutgoingFailure when none came, and why; nothing more is sent then
   */
  public OutgoingAnswer send(OutgoingRequest request, Duration connecting, Duration total)
      throws OutgoingFailure, InterruptedException {
    Duration first = connecting.compareTo(total) < 0 ? connecting : total;
    Exchange exchange = new Exchange();
    FutureTask<OutgoingAnswer> sending =
        new FutureTask<>(() -> wire.exchange(request, first, exchange));
    Thread unused = Thread.ofVirtual().name("outgoing-http").start(sending);
    try {
      return await(sending, exchange, first, total);
    } catch (ExecutionException failed) {
      throw failure(failed.getCause() == null ? failed : failed.getCause(), request, exchange);
    } finally {
      exchange.giveUp();
    }
  }

  private static OutgoingAnswer await(
      FutureTask<OutgoingAnswer> sending, Exchange exchange, Duration connecting, Duration total)
      throws ExecutionException, InterruptedException, OutgoingFailure {
    try {
      return sending.get(connecting.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      if (exchange.giveUpUnsent()) {
        throw tooLongConnecting(connecting);
      }
    }
    try {
      return sending.get(total.minus(connecting).toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      throw new OutgoingFailure(
          Why.ANSWER_TOO_LATE, "no answer within " + total.toMillis() + " ms");
    }
  }

  private static OutgoingFailure tooLongConnecting(Duration connecting) {
    return new OutgoingFailure(
        Why.CONNECTING_TOO_LONG, "no connection within " + connecting.toMillis() + " ms");
  }

  private OutgoingFailure failure(Throwable broken, OutgoingRequest request, Exchange exchange) {
    if (broken instanceof OutgoingFailure known) {
      return known;
    }
    String name = broken.getClass().getSimpleName();
    String said = broken.getMessage() == null ? name : broken.getMessage();
    if (broken instanceof MessageConstraintException) {
      hits.hit(said.contains("count") ? Limit.ANSWER_HEADERS : Limit.ANSWER_LINE_BYTES);
    }
    String what = Sentence.of(request.redaction().redact(said));
    if (exchange.sent()) {
      return new OutgoingFailure(Why.CONNECTION_LOST, what);
    }
    return broken instanceof SocketTimeoutException
        ? new OutgoingFailure(Why.CONNECTING_TOO_LONG, "no connection in time")
        : new OutgoingFailure(Why.NOT_CONNECTED, what);
  }

  @Override
  public void close() {
    wire.close();
  }
}
