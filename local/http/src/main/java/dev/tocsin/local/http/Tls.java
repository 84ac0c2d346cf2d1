package dev.tocsin.local.http;

import dev.tocsin.core.failure.UserError;
import java.nio.file.attribute.FileTime;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The TLS that a server speaks: as its source and its files say, which are read again when they
 * change. When they have a fault then, it goes on with the last good one.
 */
final class Tls {
  private static final Logger LOG = LoggerFactory.getLogger(Tls.class);

  private final ServerTls.Source source;
  private final InstantSource clock;
  private final TlsContext context = new TlsContext();

  /** Of the last look, and of what was read last. */
  private State seen;

  private State read;

  /** What is to be spoken, and when its files were changed; none while one is not there. */
  private record State(ServerTls how, Optional<List<FileTime>> modified) {
    static State of(ServerTls how) {
      return new State(how, how.modified());
    }
  }

  /**
   * Reads the files.
   *
   * @throws UserError when they are no valid certificate with its key
   */
  Tls(ServerTls.Source source, InstantSource clock) {
    this.source = source;
    this.clock = clock;
    this.seen = State.of(source.now());
    this.read = seen;
    ServerTls how = seen.how();
    context.use(how, how.files().read(clock.instant()), how.authorities());
  }

  SslContextFactory.Server context() {
    return context;
  }

  /**
   * Looks whether anything has changed; called every second. The files are read at the second look
   * that sees the same change, since certificate and key are not replaced in one instant.
   */
  void look() {
    State now = State.of(source.now());
    boolean settled = now.equals(seen);
    seen = now;
    if (settled && now.modified().isPresent() && !now.equals(read)) {
      read = now;
      reload(now.how());
    }
  }

  private void reload(ServerTls how) {
    try {
      TlsIdentity identity = how.files().read(clock.instant());
      List<X509Certificate> authorities = how.authorities();
      context.reload(changed -> context.use(how, identity, authorities));
      LOG.info("HTTP shows a new certificate, valid until {}", identity.validUntil());
    } catch (UserError fault) {
      LOG.warn("HTTP goes on with the certificate that it has: {}", fault.getMessage());
    } catch (Exception e) {
      LOG.error("HTTP goes on with the certificate that it has", e);
    }
  }
}
