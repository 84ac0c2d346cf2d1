package dev.tocsin.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tocsin.core.limit.LimitHits;
import dev.tocsin.core.limit.Limits;
import dev.tocsin.core.redaction.Redaction;
import dev.tocsin.platform.http.OutgoingFailure.Why;
import dev.tocsin.testkit.http.RawServer;
import dev.tocsin.testkit.tls.TestCertificate;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIMatcher;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Over TLS to an address that was looked up before TLS. */
class OutgoingTlsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir static Path directory;
  private static SSLContext context;

  @BeforeAll
  static void certificate() throws Exception {
    context = TestCertificate.ofHost(directory, "named.test").serving();
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
