package dev.tocsin.testkit.tls;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** A self-signed certificate, of this host's loopback address or of a name, with its key. */
public final class TestCertificate {
  private static final String PASSWORD = "changeit";
  private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

  private final Certificate certificate;
  private final Key key;

  private TestCertificate(Certificate certificate, Key key) {
    this.certificate = certificate;
    this.key = key;
  }

  /** One that is valid from yesterday until tomorrow. */
  public static TestCertificate of(Path folder, String commonName) throws Exception {
    return of(folder, commonName, "EC", "-1d", 2);
  }

  /** One of a name that DNS need not know, valid from yesterday until tomorrow. */
  public static TestCertificate ofHost(Path folder, String host) throws Exception {
    return of(folder, host, "dns:" + host, "EC", "-1d", 2);
  }

  /**
   * Makes one.
   *
   * @param folder for the tool's files
   * @param algorithm of the key: RSA, EC or Ed25519
   * @param from as keytool's {@code -startdate} has it
   */
  public static TestCertificate of(
      Path folder, String commonName, String algorithm, String from, int days) throws Exception {
    return of(folder, commonName, "dns:localhost,ip:127.0.0.1", algorithm, from, days);
  }

  private static TestCertificate of(
      Path folder, String commonName, String names, String algorithm, String from, int days)
      throws Exception {
    Path store = Files.createTempDirectory(folder, "keys").resolve("store.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "a",
                "-keyalg",
                algorithm,
                "-dname",
                "CN=" + commonName,
                "-ext",
                "san=" + names,
                "-startdate",
                from,
                "-validity",
                Integer.toString(days),
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                store.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(keytool.getInputStream().readAllBytes(), UTF_8);
    if (keytool.waitFor() != 0) {
      throw new IllegalStateException(said);
    }
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    return new TestCertificate(keys.getCertificate("a"), keys.getKey("a", PASSWORD.toCharArray()));
  }

  /** The certificate in PEM. */
  public String certificatePem() throws GeneralSecurityException {
    return pem("CERTIFICATE", certificate.getEncoded());
  }

  /** The key in PEM, as PKCS#8. */
  public String keyPem() {
    return pem("PRIVATE KEY", key.getEncoded());
  }

  private static String pem(String label, byte[] der) {
    return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
        .formatted(label, LINES.encodeToString(der));
  }

  /** What a client uses that trusts these certificates and no others. */
  public static SSLContext trusting(TestCertificate... certificates)
      throws GeneralSecurityException, IOException {
    return context(null, certificates);
  }

  /** What a server uses that has this certificate, and a client that trusts it and no other. */
  public SSLContext serving() throws GeneralSecurityException, IOException {
    return showing(this);
  }

  /** What a client uses that has this certificate, and trusts those and no others. */
  public SSLContext showing(TestCertificate... trusted)
      throws GeneralSecurityException, IOException {
    KeyStore own = KeyStore.getInstance("PKCS12");
    own.load(null, null);
    own.setKeyEntry("a", key, PASSWORD.toCharArray(), new Certificate[] {certificate});
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(own, PASSWORD.toCharArray());
    return context(keys.getKeyManagers(), trusted);
  }

  private static SSLContext context(KeyManager @Nullable [] keys, TestCertificate... certificates)
      throws GeneralSecurityException, IOException {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    for (int i = 0; i < certificates.length; i++) {
      trusted.setCertificateEntry("c" + i, certificates[i].certificate);
    }
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys, trust.getTrustManagers(), null);
    return context;
  }
}
