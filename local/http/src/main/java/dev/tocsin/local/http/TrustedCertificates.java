package dev.tocsin.local.http;

import dev.tocsin.core.failure.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * What a client of HTTPS trusts that knows its server's certificate, or who signed it, by a file.
 */
public final class TrustedCertificates {
  private TrustedCertificates() {}

  /**
   * Trusts the certificates of a file in PEM and no others.
   *
   * @throws UserError when it cannot be read or has none
   */
  public static SSLContext in(Path file) {
    List<X509Certificate> trusted;
    try {
      trusted =
          TlsIdentity.certificates(
              new PemFile(file.toString(), Files.readString(file, StandardCharsets.ISO_8859_1)));
    } catch (IOException e) {
      throw new UserError("%s cannot be read: %s.".formatted(file, e), e);
    }
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      for (int i = 0; i < trusted.size(); i++) {
        store.setCertificateEntry("trusted" + i, trusted.get(i));
      }
      TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("no certificate can be kept in memory", e);
    }
  }
}
