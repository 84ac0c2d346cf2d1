package dev.tocsin.local.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.core.failure.UserError;
import dev.tocsin.core.limit.Limit;
import dev.tocsin.core.limit.Limits;
import dev.tocsin.testkit.tls.TestCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class TlsTest {
  @TempDir static Path folder;
  private static TestCertificate first;
  private static TestCertificate second;
  private static TestCertificate expired;
  private static TestCertificate future;
  private static SSLContext trust;

  private final Map<Limit, Integer> hits = new ConcurrentHashMap<>();
  private final List<Socket> sockets = new ArrayList<>();
  private Path certificate;
  private Path key;
  private WebServer server;

  @BeforeAll
  static void certificates() throws Exception {
    first = TestCertificate.of(folder, "first");
    second = TestCertificate.of(folder, "second", "RSA", "-1d", 2);
    expired = TestCertificate.of(folder, "expired", "EC", "-9d", 2);
    future = TestCertificate.of(folder, "future", "Ed25519", "+9d", 2);
    trust = TestCertificate.trusting(first, second);
  }

  @BeforeEach
  void start() throws Exception {
    Path own = Files.createTempDirectory(folder, "server");
    certificate = Files.writeString(own.resolve("tls.crt"), first.certificatePem());
    key = Files.writeString(own.resolve("tls.key"), first.keyPem());
    server =
        WebServer.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            Optional.of(ServerTls.Source.of(new TlsFiles(certificate, key))),
            new Limits(Map.of(Limit.HTTP_HEAD_TIME, 2)),
            limit -> hits.merge(limit, 1, Integer::sum),
            exchange -> exchange.send(Answer.text(200, exchange.head().scheme())));
  }

  @AfterEach
  void stop() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
  void request_twoOnAConnectionOfTls_areBothAnswered(String protocol) throws Exception {
    SSLSocket socket = open();
    socket.setEnabledProtocols(new String[] {protocol});
    assertThat(ask(socket)).startsWith("HTTP/1.1 200 ").endsWith("https");
    assertThat(ask(socket)).startsWith("HTTP/1.1 200 ").endsWith("https");
    assertThat(shown(socket)).isEqualTo("CN=first");
  }

  @Test
  void files_replaced_areShownToNewConnections_andOldOnesGoOn() throws Exception {
    SSLSocket old = open();
    assertThat(ask(old)).startsWith("HTTP/1.1 200 ");
    replace(second.certificatePem(), second.keyPem());
    awaitShown("CN=second");
    assertThat(ask(old)).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void files_replacedByFaultyOnes_leaveTheLastGoodOneUntilTheyAreMended() throws Exception {
    replace(second.certificatePem(), first.keyPem());
    long end = System.nanoTime() + 4_000_000_000L;
    while (System.nanoTime() < end) {
      assertThat(shown(answered())).isEqualTo("CN=first");
    }
    replace(second.certificatePem(), second.keyPem());
    awaitShown("CN=second");
  }

  @Test
  void handshake_thatDoesNotCome_isCutOff() throws IOException {
    Socket socket = plain();
    assertThat(socket.getInputStream().readAllBytes()).isEmpty();
    assertThat(hits).containsEntry(Limit.HTTP_HEAD_TIME, 1);
  }

  @Test
  void request_inTheClear_getsNoAnswerOfHttp() throws IOException {
    Socket socket = plain();
    socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(UTF_8));
    assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8)).doesNotContain("HTTP");
  }

  /** The certificate, the key, and what their refusal says. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "first   | second    | key.pem has not the key of the certificate in",
        "second  | first     | key.pem has not the key of the certificate in",
        "expired | expired   | cert.pem has a certificate (CN=expired) that has expired at 20",
        "future  | future    | cert.pem has a certificate (CN=future) that is valid from 20",
        "key     | first     | cert.pem has no certificate: one in PEM begins with",
        "garbage | first     | cert.pem has a certificate that cannot be read",
        "both    | first     | cert.pem has its certificates in the wrong order: number 2",
        "first   | none      | key.pem has no private key: one in PEM begins with",
        "first   | encrypted | openssl pkey -in",
        "first   | pkcs1     | an older format (EC PRIVATE KEY): convert it by openssl pkcs8",
        "first   | broken    | key.pem has not the key of the certificate in",
        "missing | first     | cert.pem cannot be read: it does not exist.",
        "first   | missing   | key.pem cannot be read: it does not exist.",
      })
  void read_faulty_isRefusedWithoutAnythingOfTheKey(String ofCertificate, String ofKey, String why)
      throws Exception {
    Path own = Files.createTempDirectory(folder, "faulty");
    String secret = second.keyPem() + first.keyPem();
    write(own.resolve("cert.pem"), text(ofCertificate, true));
    write(own.resolve("key.pem"), text(ofKey, false));
    TlsFiles files = new TlsFiles(own.resolve("cert.pem"), own.resolve("key.pem"));
    assertThatThrownBy(() -> files.read(Instant.now()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(why)
        .satisfies(refused -> {
          for (String line : secret.split("\n", -1)) {
            if (!line.startsWith("-----") && !line.isEmpty()) {
              assertThat(refused.toString() + refused.getCause()).doesNotContain(line);
            }
          }
        });
  }

  @Test
  void read_oneFileForBoth_isTaken_andShowsNoKey() throws Exception {
    Path both = folder.resolve("both.pem");
    Files.writeString(both, future.keyPem() + "a comment\n" + future.certificatePem());
    Instant later = Instant.now().plusSeconds(10 * 86_400);
    TlsIdentity identity = new TlsFiles(both, both).read(later);
    assertThat(identity.toString()).startsWith("TlsIdentity[CN=future, valid until ");
  }

  private static String text(String name, boolean isCertificate) throws Exception {
    String der =
        first.keyPem().lines().filter(line -> !line.startsWith("-")).findFirst().orElseThrow();
    return switch (name) {
      case "first" -> isCertificate ? first.certificatePem() : first.keyPem();
      case "second" -> isCertificate ? second.certificatePem() : second.keyPem();
      case "expired" -> isCertificate ? expired.certificatePem() : expired.keyPem();
      case "future" -> isCertificate ? future.certificatePem() : future.keyPem();
      case "key" -> first.keyPem();
      case "both" -> first.certificatePem() + second.certificatePem();
      case "garbage" -> first.keyPem().replace("PRIVATE KEY", "CERTIFICATE");
      case "encrypted" -> first.keyPem().replace("PRIVATE", "ENCRYPTED PRIVATE");
      case "pkcs1" -> first.keyPem().replace("PRIVATE", "EC PRIVATE");
      case "broken" -> first.keyPem().replace(der.substring(20, 40), "");
      case "none" -> first.certificatePem();
      case "missing" -> "";
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static void write(Path file, String text) throws IOException {
    if (!text.isEmpty()) {
      Files.writeString(file, text);
    }
  }

  private void replace(String certificatePem, String keyPem) throws IOException {
    Files.writeString(certificate, certificatePem);
    Files.writeString(key, keyPem);
    // A file system may count whole seconds.
    FileTime later = FileTime.from(Files.getLastModifiedTime(key).toInstant().plusSeconds(5));
    Files.setLastModifiedTime(key, later);
  }

  private void awaitShown(String subject) throws Exception {
    long end = System.nanoTime() + 20_000_000_000L;
    while (!shown(answered()).equals(subject)) {
      assertThat(System.nanoTime()).as("%s is shown", subject).isLessThan(end);
    }
  }

  private SSLSocket answered() throws IOException {
    SSLSocket socket = open();
    assertThat(ask(socket)).startsWith("HTTP/1.1 200 ");
    return socket;
  }

  private static String shown(SSLSocket socket) throws IOException {
    X509Certificate certificate = (X509Certificate) socket.getSession().getPeerCertificates()[0];
    return certificate.getSubjectX500Principal().getName();
  }

  private SSLSocket open() throws IOException {
    SSLSocket socket =
        (SSLSocket)
            trust
                .getSocketFactory()
                .createSocket(server.address().getAddress(), server.address().getPort());
    socket.setSoTimeout(20_000);
    sockets.add(socket);
    return socket;
  }

  private Socket plain() throws IOException {
    Socket socket = new Socket(server.address().getAddress(), server.address().getPort());
    socket.setSoTimeout(20_000);
    sockets.add(socket);
    return socket;
  }

  /** An answer with its body of five bytes. */
  private static String ask(SSLSocket socket) throws IOException {
    socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(UTF_8));
    StringBuilder answer = new StringBuilder();
    while (!answer.toString().endsWith("\r\n\r\n")) {
      int next = socket.getInputStream().read();
      assertThat(next).as(answer.toString()).isNotNegative();
      answer.append((char) next);
    }
    return answer.append(new String(socket.getInputStream().readNBytes(5), UTF_8)).toString();
  }
}
