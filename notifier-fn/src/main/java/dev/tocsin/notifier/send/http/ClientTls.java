package dev.tocsin.notifier.send.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tocsin.platform.http.OutgoingTls;
import dev.tocsin.routing.config.TlsSettings;
import dev.tocsin.routing.config.TlsSettings.Version;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * What TLS needs, as texts in PEM: equal ones make the same client.
 *
 * @param certificate the client's own, with those that signed it
 */
record ClientTls(
    TlsSettings settings, Optional<String> ca, Optional<String> certificate, Optional<String> key) {
  private static final char[] NO_PASSWORD = new char[0];

  /** As the files hold it now. */
  static ClientTls read(TlsSettings settings, Credentials credentials) {
    return new ClientTls(
        settings,
        settings.ca().map(credentials::read),
        settings.certificate().map(credentials::read),
        settings.key().map(credentials::read));
  }

  /**
   * @throws Unanswered when a certificate or the key cannot be read
   */
  OutgoingTls outgoing() {
    return new OutgoingTls(sockets(), settings.serverName(), settings.verifies(), protocols());
  }

  private Supplier<SSLSocketFactory> sockets() {
    if (settings.verifies() && ca.isEmpty() && certificate.isEmpty()) {
      return OutgoingTls.standard().sockets();
    }
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys(), trust(), null);
      return context::getSocketFactory;
    } catch (GeneralSecurityException | IOException e) {
      throw new Unanswered("no TLS can be made: " + e.getClass().getSimpleName());
    }
  }

  private KeyManager @Nullable [] keys() throws GeneralSecurityException, IOException {
    if (certificate.isEmpty() || key.isEmpty()) {
      return null;
    }
    KeyStore own = empty();
    own.setKeyEntry(
        "own",
        PemKey.read(key.get())
            .orElseThrow(() -> new Unanswered("the client's key is none in PEM (PKCS#8 or RSA)")),
        NO_PASSWORD,
        certificates(certificate.get(), "the client's certificate").toArray(Certificate[]::new));
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(own, NO_PASSWORD);
    return keys.getKeyManagers();
  }

  private TrustManager @Nullable [] trust() throws GeneralSecurityException, IOException {
    if (!settings.verifies()) {
      return new TrustManager[] {new TrustsAll()};
    }
    if (ca.isEmpty()) {
      return null;
    }
    KeyStore trusted = empty();
    int number = 0;
    for (Certificate authority : certificates(ca.get(), "the certificate authority")) {
      trusted.setCertificateEntry("ca" + number++, authority);
    }
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(trusted);
    return trust.getTrustManagers();
  }

  private static KeyStore empty() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private static Collection<? extends Certificate> certificates(String pem, String what)
      throws GeneralSecurityException {
    try {
      Collection<? extends Certificate> found =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(pem.getBytes(UTF_8)));
      if (!found.isEmpty()) {
        return found;
      }
    } catch (CertificateException e) {
      // Said below.
    }
    throw new Unanswered(what + " is none in PEM");
  }

  private Optional<List<String>> protocols() {
    if (settings.least().isEmpty() && settings.most().isEmpty()) {
      return Optional.empty();
    }
    Version least = settings.least().orElse(Version.TLS12);
    Version most = settings.most().orElse(Version.TLS13);
    return Optional.of(
        Stream.of(Version.values())
            .filter(version -> version.compareTo(least) >= 0 && version.compareTo(most) <= 0)
            .map(ClientTls::name)
            .toList());
  }

  private static String name(Version version) {
    return switch (version) {
      case TLS10 -> "TLSv1";
      case TLS11 -> "TLSv1.1";
      case TLS12 -> "TLSv1.2";
      case TLS13 -> "TLSv1.3";
    };
  }

  /** Without its key. */
  @Override
  public String toString() {
    return "ClientTls[%s]".formatted(settings.serverName().orElse(""));
  }
}
