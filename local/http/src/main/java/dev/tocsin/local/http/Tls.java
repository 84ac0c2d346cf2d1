package dev.tocsin.local.http;

import dev.tocsin.core.failure.UserError;
import java.io.IOException;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificate that a server shows: that of its files, which are read again when they change.
 * When they have a fault then, it goes on with the last good one.
 */
final class Tls {
  private static final Logger LOG = LoggerFactory.getLogger(Tls.class);

  private final TlsFiles files;
  private final InstantSource clock;
  private final SslContextFactory.Server context = new SslContextFactory.Server();

  /** Of the last look, and of what was read last. */
  private Optional<List<FileTime>> seen;

  private Optional<List<FileTime>> read;

  /**
   * Reads the files.
   *
   * @throws UserError when they are no valid certificate with its key
   */
  Tls(TlsFiles files, InstantSource clock) {
    this.files = files;
    this.clock = clock;
    this.seen = files.modified();
    this.read = seen;
    context.setRenegotiationAllowed(false);
    use(context, files.read(clock.instant()));
  }

  SslContextFactory.Server context() {
    return context;
  }

  /**
   * Looks whether the files have changed; called every second. They are read at the second look
   * that sees the same change, since certificate and key are not replaced in one instant.
   */
  void look() {
    Optional<List<FileTime>> now = files.modified();
    boolean settled = now.equals(seen);
    seen = now;
    if (settled && now.isPresent() && !now.equals(read)) {
      read = now;
      reload();
    }
  }

  private void reload() {
    try {
      TlsIdentity identity = files.read(clock.instant());
      context.reload(changed -> use(changed, identity));
      LOG.info("HTTP shows a new certificate, valid until {}", identity.validUntil());
    } catch (UserError fault) {
      LOG.warn("HTTP goes on with the certificate that it has: {}", fault.getMessage());
    } catch (Exception e) {
      LOG.error("HTTP goes on with the certificate that it has", e);
    }
  }

  private static void use(SslContextFactory context, TlsIdentity identity) {
    try {
      // It never leaves memory.
      String password = UUID.randomUUID().toString();
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry(
          "http",
          identity.key(),
          password.toCharArray(),
          identity.chain().toArray(new Certificate[0]));
      context.setKeyStore(store);
      context.setKeyStorePassword(password);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("no key can be kept in memory", e);
    }
  }
}
