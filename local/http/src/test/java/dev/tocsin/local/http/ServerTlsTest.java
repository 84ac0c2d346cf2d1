package dev.tocsin.local.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.limit.LimitHits;
import dev.tocsin.core.limit.Limits;
import dev.tocsin.local.http.ClientCertificates.Asking;
import dev.tocsin.testkit.Eventually;
import dev.tocsin.testkit.tls.TestCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerTlsTest {
  private static final byte[] REQUEST =
      "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".getBytes(UTF_8);
  private static final List<String> BOTH = List.of(ServerTls.TLS_1_2, ServerTls.TLS_1_3);

  @TempDir private static Path folder;
  private static TestCertificate own;
  private static TestCertificate known;
  private static TestCertificate other;
  private static TlsFiles files;
  private static Path authorities;

  @BeforeAll
  static void certificates() throws Exception {
    own = TestCertificate.of(folder, "own", "RSA", "-1d", 2);
    known = TestCertificate.of(folder, "known");
    other = TestCertificate.of(folder, "other");
    files =
        new TlsFiles(
            Files.writeString(folder.resolve("tls.crt"), own.certificatePem()),
            Files.writeString(folder.resolve("tls.key"), own.keyPem()));
    authorities = Files.writeString(folder.resolve("ca.crt"), known.certificatePem());
  }

  private static ServerTls asking(Asking asking, boolean verified) {
    return new ServerTls(
        files,
        new ClientCertificates(asking, verified ? Optional.of(authorities) : Optional.empty()),
        BOTH,
        List.of(),
        true,
        List.of());
  }

  private static WebServer serving(ServerTls.Source source) throws IOException {
    return WebServer.start(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
        Optional.of(source),
        Limits.DEFAULT,
        LimitHits.NONE,
        exchange -> exchange.send(Answer.text(200, "")));
  }

  private static SSLContext client(String shows) throws Exception {
    return switch (shows) {
      case "none" -> TestCertificate.trusting(own);
      case "known" -> known.showing(own);
      default -> other.showing(own);
    };
  }

  private static boolean isAnswered(WebServer server, SSLContext client) {
    return cipherSuite(server, client, BOTH).isPresent();
  }

  /** What was agreed on, where there was an answer. */
  private static Optional<String> cipherSuite(
      WebServer server, SSLContext client, List<String> protocols) {
    try (SSLSocket socket =
        (SSLSocket)
            client
                .getSocketFactory()
                .createSocket(server.address().getAddress(), server.address().getPort())) {
      socket.setEnabledProtocols(protocols.toArray(String[]::new));
      socket.getOutputStream().write(REQUEST);
      String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
      return Optional.of(socket.getSession().getCipherSuite())
          .filter(suite -> answer.startsWith("HTTP/1.1 200 "));
    } catch (IOException refused) {
      return Optional.empty();
    }
  }

  /** Java's client shows no certificate of an authority that the server does not name. */
  @ParameterizedTest
  @CsvSource({
    "NEVER, false, none, true",
    "WANTED, false, none, true",
    "WANTED, false, other, true",
    "NEEDED, false, none, false",
    "NEEDED, false, other, true",
    "WANTED, true, none, true",
    "WANTED, true, known, true",
    "WANTED, true, other, true",
    "NEEDED, true, none, false",
    "NEEDED, true, known, true",
    "NEEDED, true, other, false",
  })
  void request_isAnsweredToWhomShowsWhatIsAskedFor(
      Asking asking, boolean verified, String shows, boolean answered) throws Exception {
    ServerTls tls = asking(asking, verified);
    try (WebServer server = serving(() -> tls)) {
      assertThat(isAnswered(server, client(shows))).isEqualTo(answered);
    }
  }

  @Test
  void request_isMadeInTheVersionsAndSuitesThatAreAllowed() throws Exception {
    String suite = "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384";
    ServerTls tls =
        new ServerTls(
            files,
            ClientCertificates.NONE,
            List.of(ServerTls.TLS_1_2),
            List.of(suite),
            true,
            List.of("secp256r1"));
    SSLContext client = TestCertificate.trusting(own);
    try (WebServer server = serving(() -> tls)) {
      assertThat(cipherSuite(server, client, BOTH)).contains(suite);
      assertThat(cipherSuite(server, client, List.of(ServerTls.TLS_1_3))).isEmpty();
    }
  }

  @Test
  void source_thatAsksForMore_isHeardWithoutARestart() throws Exception {
    AtomicReference<ServerTls> now = new AtomicReference<>(asking(Asking.NEVER, false));
    SSLContext client = TestCertificate.trusting(own);
    try (WebServer server = serving(now::get)) {
      assertThat(isAnswered(server, client)).isTrue();
      now.set(asking(Asking.NEEDED, true));
      Eventually.within(Duration.ofSeconds(20)).until(() -> !isAnswered(server, client));
      assertThat(isAnswered(server, known.showing(own))).isTrue();
    }
  }
}
