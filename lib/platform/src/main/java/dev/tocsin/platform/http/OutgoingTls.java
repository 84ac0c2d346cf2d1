package dev.tocsin.platform.http;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLSocketFactory;

/**
 * How TLS is spoken to the servers of requests.
 *
 * @param sockets with the trust, and the client's own certificate; asked for at the first
 *     connection that needs them, since the system's certificates take a while to read
 * @param serverName the name that is asked for and must be in the certificate; the address's when
 *     absent
 * @param verifiesName whether the certificate must be for that name
 * @param protocols as Java names them; the JVM's own choice when absent
 */
public record OutgoingTls(
    Supplier<SSLSocketFactory> sockets,
    Optional<String> serverName,
    boolean verifiesName,
    Optional<List<String>> protocols) {
  public OutgoingTls {
    protocols = protocols.map(List::copyOf);
  }

  /** As this process does it. */
  public static OutgoingTls standard() {
    return of(Connector::trusted);
  }

  static OutgoingTls of(Supplier<SSLSocketFactory> sockets) {
    return new OutgoingTls(sockets, Optional.empty(), true, Optional.empty());
  }
}
