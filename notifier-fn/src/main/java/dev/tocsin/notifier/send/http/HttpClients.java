package dev.tocsin.notifier.send.http;

import dev.tocsin.platform.http.OutgoingAnswer;
import dev.tocsin.platform.http.OutgoingHttp;
import dev.tocsin.platform.http.OutgoingRequest;
import dev.tocsin.platform.http.OutgoingTls;
import dev.tocsin.routing.config.ProxySettings;
import dev.tocsin.routing.config.TlsSettings;
import java.net.InetAddress;
import java.time.Duration;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The clients of one place in the configuration. They are made anew when a file of theirs has
 * another content; the connections of the old ones end with their requests.
 */
final class HttpClients implements AutoCloseable {
  private final TlsSettings tls;
  private final ProxySettings proxy;
  private final Origin origin;
  private final int kept;
  private final HttpContext context;
  private final Credentials credentials;
  private @Nullable Pair pair;

  /**
   * @param kept bytes of an answer's body that are kept
   */
  HttpClients(TlsSettings tls, ProxySettings proxy, Origin origin, int kept, HttpContext context) {
    this.tls = tls;
    this.proxy = proxy;
    this.origin = origin;
    this.kept = kept;
    this.context = context;
    this.credentials = new Credentials(origin.folder());
  }

  /**
   * Clients with the same TLS.
   *
   * @param named for addresses that the configuration names
   * @param led for those that a server's redirect names: a stranger's word
   */
  private record Pair(ClientTls tls, OutgoingHttp named, OutgoingHttp led) {
    void close() {
      named.close();
      led.close();
    }
  }

  /**
   * @throws Unanswered when a proxy cannot be used
   */
  Proxies proxies() {
    return Proxies.of(proxy, context.environment());
  }

  /** Sends a request to an address of the configuration. */
  OutgoingAnswer send(OutgoingRequest request, Duration within) {
    return context.send(pair().named(), request, within);
  }

  /** Sends a request to where a redirect leads. */
  OutgoingAnswer follow(OutgoingRequest request, Duration within) {
    return context.send(pair().led(), request, within);
  }

  private synchronized Pair pair() {
    ClientTls now = ClientTls.read(tls, credentials);
    Pair known = pair;
    if (known != null && known.tls().equals(now)) {
      return known;
    }
    OutgoingTls outgoing = now.outgoing();
    Pair fresh =
        new Pair(
            now,
            client(context.addresses().refused(origin.trusted()), outgoing),
            client(context.addresses().refused(false), outgoing));
    pair = fresh;
    if (known != null) {
      known.close();
    }
    return fresh;
  }

  private OutgoingHttp client(Predicate<InetAddress> refused, OutgoingTls outgoing) {
    return OutgoingHttp.reusing(
        refused, outgoing, proxies(), kept, context::limits, context.hits());
  }

  @Override
  public synchronized void close() {
    if (pair != null) {
      pair.close();
      pair = null;
    }
  }
}
