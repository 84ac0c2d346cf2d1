package dev.tocsin.local.http;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CRL;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;

/** The server's TLS as Jetty asks for it. */
final class TlsContext extends SslContextFactory.Server {
  /** Those of TLS 1.3, which are not to be chosen from. */
  private static final List<String> ALWAYS =
      List.of("TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256");

  private final String[] usuallyExcluded = getExcludeCipherSuites();

  private List<String> groups = List.of();
  private boolean verifiesClients;

  /** Speaks TLS so from now on; with the names of a certificate's own authorities. */
  void use(ServerTls how, TlsIdentity identity, List<X509Certificate> authorities) {
    setRenegotiationAllowed(false);
    setIncludeProtocols(how.protocols().toArray(String[]::new));
    setUseCipherSuitesOrder(how.prefersOwnOrder());
    useSuites(how.cipherSuites());
    setNeedClientAuth(how.clients().asking() == ClientCertificates.Asking.NEEDED);
    setWantClientAuth(how.clients().asking() == ClientCertificates.Asking.WANTED);
    groups = how.groups();
    verifiesClients = !authorities.isEmpty();
    try {
      useCertificates(identity, authorities);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("no key can be kept in memory", e);
    }
  }

  private void useSuites(List<String> suites) {
    boolean chosen = !suites.isEmpty();
    setExcludeCipherSuites(chosen ? new String[0] : usuallyExcluded);
    setIncludeCipherSuites(
        chosen
            ? Stream.concat(suites.stream(), ALWAYS.stream()).distinct().toArray(String[]::new)
            : new String[0]);
  }

  private void useCertificates(TlsIdentity identity, List<X509Certificate> authorities)
      throws GeneralSecurityException, IOException {
    // It never leaves memory.
    String password = UUID.randomUUID().toString();
    KeyStore own = empty();
    own.setKeyEntry(
        "http",
        identity.key(),
        password.toCharArray(),
        identity.chain().toArray(new Certificate[0]));
    setKeyStore(own);
    setKeyStorePassword(password);
    KeyStore trusted = empty();
    for (int at = 0; at < authorities.size(); at++) {
      trusted.setCertificateEntry("ca" + at, authorities.get(at));
    }
    setTrustStore(trusted);
  }

  private static KeyStore empty() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  @Override
  protected TrustManager[] getTrustManagers(
      @Nullable KeyStore trusted, @Nullable Collection<? extends CRL> revoked) throws Exception {
    return verifiesClients
        ? super.getTrustManagers(trusted, revoked)
        : Arrays.copyOf(TRUST_ALL_CERTS, TRUST_ALL_CERTS.length);
  }

  @Override
  public SSLParameters customize(SSLParameters parameters) {
    SSLParameters customized = super.customize(parameters);
    if (!groups.isEmpty()) {
      customized.setNamedGroups(groups.toArray(String[]::new));
    }
    return customized;
  }
}
