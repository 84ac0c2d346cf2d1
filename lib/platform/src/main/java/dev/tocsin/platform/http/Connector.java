package dev.tocsin.platform.http;

import dev.tocsin.platform.http.OutgoingFailure.Why;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Makes connections. A name is resolved once: all its addresses are checked, and those are what is
 * connected to.
 */
final class Connector {
  /** Finds the addresses of a host. */
  @FunctionalInterface
  interface Resolver {
    InetAddress[] addresses(String host) throws UnknownHostException;
  }

  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  private final Resolver resolver;
  private final Predicate<InetAddress> refused;
  private final OutgoingTls tls;
  private final Function<URI, Optional<OutgoingProxy>> proxies;

  /** Where a request goes. */
  record Target(boolean secure, String host, int port) {
    static Target of(URI uri) {
      boolean secure = "https".equals(uri.getScheme().toLowerCase(Locale.ROOT));
      String host = uri.getHost();
      boolean literal = host.startsWith("[");
      return new Target(
          secure,
          literal ? host.substring(1, host.length() - 1) : host,
          uri.getPort() >= 0 ? uri.getPort() : secure ? HTTPS : HTTP);
    }
  }

  /**
   * Where a request is sent to.
   *
   * @param proxy none where it goes straight to its target
   */
  record Route(Target target, Optional<OutgoingProxy> proxy) {}

  /** A connection: over TLS, where {@code tls} is not the same as {@code plain}. */
  record Connected(Socket plain, Socket socket) {}

  Connector(
      Resolver resolver,
      Predicate<InetAddress> refused,
      OutgoingTls tls,
      Function<URI, Optional<OutgoingProxy>> proxies) {
    this.resolver = resolver;
    this.refused = refused;
    this.tls = tls;
    this.proxies = proxies;
  }

  Route route(URI uri) {
    return new Route(Target.of(uri), proxies.apply(uri));
  }

  /** The trust of this process. */
  static SSLSocketFactory trusted() {
    try {
      return SSLContext.getDefault().getSocketFactory();
    } catch (NoSuchAlgorithmException noTrust) {
      throw new IllegalStateException("no TLS context can be made", noTrust);
    }
  }

  /**
   * Connects, and shakes hands for https.
   *
   * @param within for all addresses together
   * @param opened hears of each socket before it is used, so that another thread may close it
   */
  Connected connect(Route route, Duration within, Consumer<Closeable> opened)
      throws OutgoingFailure, IOException {
    Target first = route.proxy().map(proxy -> Target.of(proxy.address())).orElse(route.target());
    Connected connected = straight(first, within, opened);
    if (route.proxy().isEmpty() || !route.target().secure()) {
      return connected;
    }
    try {
      Tunnel.open(connected.socket(), route.target(), route.proxy().get().headers());
      return new Connected(connected.plain(), secured(route.target(), connected.socket()).socket());
    } catch (IOException failed) {
      connected.socket().close();
      throw failed;
    }
  }

  private Connected straight(Target target, Duration within, Consumer<Closeable> opened)
      throws OutgoingFailure, IOException {
    InetAddress[] addresses = checked(target.host());
    int each = Math.toIntExact(Math.max(1, within.toMillis() / addresses.length));
    IOException last = new IOException("it has no address");
    for (InetAddress address : addresses) {
      Socket socket = new Socket();
      try {
        opened.accept(socket);
        socket.setTcpNoDelay(true);
        socket.connect(new InetSocketAddress(address, target.port()), each);
        return target.secure() ? secured(target, socket) : new Connected(socket, socket);
      } catch (IOException failed) {
        socket.close();
        last = failed;
      }
    }
    throw last;
  }

  private InetAddress[] checked(String host) throws OutgoingFailure {
    InetAddress[] addresses;
    try {
      addresses = resolver.addresses(host);
    } catch (UnknownHostException unknown) {
      throw new OutgoingFailure(Why.HOST_UNKNOWN, "the host %s is not known".formatted(host));
    }
    for (InetAddress address : addresses) {
      if (refused.test(address)) {
        throw new OutgoingFailure(
            Why.ADDRESS_REFUSED,
            "%s has the address %s, which is never called"
                .formatted(host, address.getHostAddress()));
      }
    }
    return addresses;
  }

  /** The certificate is checked against the name that was asked for, not against its address. */
  private Connected secured(Target target, Socket plain) throws IOException {
    String name = tls.serverName().orElse(target.host());
    SSLSocket socket =
        (SSLSocket) tls.sockets().get().createSocket(plain, name, target.port(), true);
    SSLParameters parameters = socket.getSSLParameters();
    if (tls.verifiesName()) {
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
    }
    tls.protocols().ifPresent(names -> parameters.setProtocols(names.toArray(String[]::new)));
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return new Connected(plain, socket);
  }
}
