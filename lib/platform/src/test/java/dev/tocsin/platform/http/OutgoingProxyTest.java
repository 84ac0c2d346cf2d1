package dev.tocsin.platform.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tocsin.core.limit.LimitHits;
import dev.tocsin.core.limit.Limits;
import dev.tocsin.core.redaction.Redaction;
import dev.tocsin.platform.http.OutgoingFailure.Why;
import dev.tocsin.testkit.http.RawServer;
import dev.tocsin.testkit.tls.TestCertificate;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
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
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Through a proxy on this machine. */
class OutgoingProxyTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Map<String, String> FOR_PROXY = Map.of("Proxy-Authorization", "Basic cHc=");

  @TempDir Path folder;

  private static OutgoingHttp through(int port, OutgoingTls tls) {
    OutgoingProxy proxy = new OutgoingProxy(URI.create("http://127.0.0.1:" + port), FOR_PROXY);
    return OutgoingHttp.reusing(
        address -> false,
        tls,
        uri -> Optional.of(proxy),
        512,
        () -> Limits.DEFAULT,
        LimitHits.NONE);
  }

  private static OutgoingAnswer post(OutgoingHttp http, String uri) throws Exception {
    return http.send(
        new OutgoingRequest(
            "POST", URI.create(uri), Map.of("X-Own", "1"), Optional.of("x"), Redaction.NONE),
        PATIENCE,
        PATIENCE);
  }

  @Test
  void send_plain_asksTheProxyByTheWholeAddress() throws Exception {
    try (RawServer proxy = new RawServer();
        OutgoingHttp http = through(proxy.port(), OutgoingTls.standard())) {
      assertThat(post(http, "http://hook.test:8080/a?b=c").status()).isEqualTo(200);
      assertThat(proxy.received().getFirst().target()).isEqualTo("http://hook.test:8080/a?b=c");
      assertThat(proxy.received().getFirst().headers())
          .containsEntry("host", "hook.test:8080")
          .containsEntry("proxy-authorization", "Basic cHc=")
          .containsEntry("x-own", "1");
    }
  }

  @Test
  void send_overTls_goesThroughATunnelAndShowsTheProxyNothing() throws Exception {
    SSLContext context = TestCertificate.ofHost(folder, "hook.test").serving();
    ServerSocket secure =
        context
            .getServerSocketFactory()
            .createServerSocket(0, 10, InetAddress.getLoopbackAddress());
    try (RawServer server = new RawServer(secure);
        TunnelProxy proxy = new TunnelProxy("HTTP/1.1 200 Connected", server.port());
        OutgoingHttp http = through(proxy.port(), OutgoingTls.of(context::getSocketFactory))) {
      assertThat(post(http, "https://hook.test/a").status()).isEqualTo(200);
      assertThat(proxy.asked)
          .contains("CONNECT hook.test:443 HTTP/1.1", "Proxy-Authorization: Basic cHc=")
          .doesNotContain("X-Own: 1");
      assertThat(server.received().getFirst().headers()).doesNotContainKey("proxy-authorization");
    }
  }

  @Test
  void send_tunnelRefused_isNotSent() throws Exception {
    try (TunnelProxy proxy = new TunnelProxy("HTTP/1.1 407 Who are you", 1);
        OutgoingHttp http = through(proxy.port(), OutgoingTls.standard())) {
      OutgoingFailure failure =
          catchThrowableOfType(OutgoingFailure.class, () -> post(http, "https://hook.test/a"));
      assertThat(failure.why()).isEqualTo(Why.NOT_CONNECTED);
      assertThat(failure.sentence()).contains("407 Who are you");
    }
  }

  /** Answers each CONNECT in the same way, and connects to a server of the test's own. */
  private static final class TunnelProxy implements AutoCloseable {
    final List<String> asked = new CopyOnWriteArrayList<>();
    private final ServerSocket listening =
        new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    private final String answer;
    private final int server;

    TunnelProxy(String answer, int server) throws IOException {
      this.answer = answer;
      this.server = server;
      Thread.ofVirtual().start(this::serve);
    }

    int port() {
      return listening.getLocalPort();
    }

    private void serve() {
      try (Socket client = listening.accept()) {
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(client.getInputStream(), UTF_8));
        for (String line = reader.readLine();
            line != null && !line.isEmpty();
            line = reader.readLine()) {
          asked.add(line);
        }
        client.getOutputStream().write((answer + "\r\n\r\n").getBytes(UTF_8));
        if (answer.contains(" 200 ")) {
          connect(client);
        }
      } catch (IOException closed) {
        // The test has ended.
      }
    }

    private void connect(Socket client) throws IOException {
      try (Socket behind = new Socket(InetAddress.getLoopbackAddress(), server)) {
        Thread.ofVirtual().start(() -> copy(behind, client));
        copy(client, behind);
      }
    }

    private static void copy(Socket from, Socket to) {
      try {
        from.getInputStream().transferTo(to.getOutputStream());
      } catch (IOException closed) {
        // The other side has ended.
      }
    }

    @Override
    public void close() throws IOException {
      listening.close();
    }
  }
}
