package dev.tocsin.platform.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tocsin.core.limit.LimitHits;
import dev.tocsin.core.limit.Limits;
import dev.tocsin.core.redaction.Redaction;
import dev.tocsin.platform.http.OutgoingFailure.Why;
import dev.tocsin.testkit.http.RawServer;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIMatcher;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Over TLS to an address that was looked up by somebody else than TLS. */
class OutgoingTlsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir static Path directory;
  private static SSLContext context;

  /** The certificate of {@code named.test}, made by the JDK's own tool. */
  @BeforeAll
  static void certificate() throws Exception {
    Path store = directory.resolve("store.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "a",
                "-keyalg",
                "EC",
                "-dname",
                "CN=named.test",
                "-ext",
                "san=dns:named.test",
                "-storetype",
                "PKCS12",
                "-storepass",
                "changeit",
                "-keystore",
                store.toString())
            .redirectErrorStream(true)
            .start();
    assertThat(keytool.waitFor())
        .as(new String(keytool.getInputStream().readAllBytes(), UTF_8))
        .isZero();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD);
    }
    KeyManagerFactory own = KeyManagerFactory.getInstance("PKIX");
    own.init(keys, PASSWORD);
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("a", keys.getCertificate("a"));
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(trusted);
    context = SSLContext.getInstance("TLS");
    context.init(own.getKeyManagers(), trust.getTrustManagers(), null);
  }

  private static OutgoingHttp client() {
    InetAddress[] loopback = {InetAddress.getLoopbackAddress()};
    return OutgoingHttp.of(
        host -> loopback,
        address -> false,
        context.getSocketFactory(),
        true,
        Limits.DEFAULT,
        LimitHits.NONE);
  }

  private static OutgoingAnswer send(String host, int port, Duration within) throws Exception {
    return client()
        .send(
            new OutgoingRequest(
                "POST",
                URI.create("https://" + host + ":" + port + "/"),
                Map.of(),
                Optional.of("x"),
                Redaction.NONE),
            within,
            within);
  }

  @Test
  void send_overTls_asksForTheNameAndChecksIt() throws Exception {
    List<String> names = new CopyOnWriteArrayList<>();
    SSLServerSocket socket =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 10, InetAddress.getLoopbackAddress());
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setSNIMatchers(
        List.of(
            new SNIMatcher(0) {
              @Override
              public boolean matches(SNIServerName name) {
                return names.add(new SNIHostName(name.getEncoded()).getAsciiName());
              }
            }));
    socket.setSSLParameters(parameters);
    try (RawServer server = new RawServer(socket)) {
      assertThat(send("named.test", server.port(), PATIENCE).status()).isEqualTo(200);
      assertThat(names).containsExactly("named.test");
      assertThat(server.received().getFirst().headers())
          .containsEntry("host", "named.test:" + server.port());

      OutgoingFailure other =
          catchThrowableOfType(
              OutgoingFailure.class, () -> send("other.test", server.port(), PATIENCE));
      assertThat(other.why()).isEqualTo(Why.NOT_CONNECTED);
      assertThat(server.received()).hasSize(1);
    }
  }

  @Test
  void send_handshakeThatNeverEnds_isGivenUp() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      OutgoingFailure failure =
          catchThrowableOfType(
              OutgoingFailure.class,
              () -> send("named.test", silent.getLocalPort(), Duration.ofMillis(300)));
      assertThat(failure.why()).isEqualTo(Why.CONNECTING_TOO_LONG);
      try (Socket accepted = silent.accept()) {
        accepted.setSoTimeout(10_000);
        // The hello of TLS, and then the end.
        assertThat(accepted.getInputStream().readAllBytes()).isNotEmpty();
      }
    }
  }
}
