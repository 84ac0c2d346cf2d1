package dev.tocsin.local.http;

import static dev.tocsin.testkit.Eventually.within;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.limit.Limit;
import dev.tocsin.core.limit.Limits;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WebServerTest {
  private static final int BODY = 1 << 20;

  private final Map<Limit, Integer> hits = new ConcurrentHashMap<>();
  private final List<Socket> sockets = new ArrayList<>();
  private WebServer server;

  @BeforeEach
  void start() throws IOException {
    server = start(this::answer);
  }

  private WebServer start(WebServer.RequestHandler handler) throws IOException {
    return start(2, handler);
  }

  private WebServer start(int bodySeconds, WebServer.RequestHandler handler) throws IOException {
    Limits limits =
        new Limits(
            Map.of(
                Limit.HTTP_CONNECTIONS,
                50,
                Limit.HTTP_BODIES,
                8 << 20,
                Limit.HTTP_HEAD_TIME,
                2,
                Limit.HTTP_BODY_TIME,
                bodySeconds));
    return WebServer.start(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
        limits,
        limit -> hits.merge(limit, 1, Integer::sum),
        handler);
  }

  @AfterEach
  void stop() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
    server.close();
  }

  private void answer(Exchange exchange) throws IOException {
    int bytes = exchange.body(BODY, Limit.HTTP_BODY).length;
    exchange.send(Answer.text(200, bytes + " bytes " + "x".repeat(2_000)));
  }

  @Test
  void request_twoOnAConnection_areBothAnswered() throws IOException {
    Socket socket = open();
    write(socket, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc");
    assertThat(head(socket)).startsWith("HTTP/1.1 200 ").doesNotContain("Connection: close");
    socket.getInputStream().readNBytes("3 bytes ".length() + 2_000);
    write(socket, "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    assertThat(rest(socket)).startsWith("HTTP/1.1 200 ").contains("0 bytes ");
  }

  @Test
  void request_whoseBodyNobodyReads_keepsItsConnectionOnlyWithoutABody() throws IOException {
    server.close();
    server = start(exchange -> exchange.send(Answer.text(200, "ok")));
    Socket socket = open();
    write(socket, "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    assertThat(head(socket)).startsWith("HTTP/1.1 200 ");
    assertThat(socket.getInputStream().readNBytes(2)).hasSize(2);
    write(socket, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 30\r\n\r\n");
    write(socket, "GET /smuggled HTTP/1.1\r\n\r\n");
    assertThat(rest(socket)).startsWith("HTTP/1.1 200 ").endsWith("\r\n\r\nok");
  }

  @Test
  void request_thatIsNotHttp_getsAProblemDocument() throws IOException {
    Socket socket = open();
    write(socket, "HELLO\r\n\r\n");
    assertThat(rest(socket)).startsWith("HTTP/1.1 400 ").contains("application/problem+json");
    Socket large = open();
    write(large, "GET / HTTP/1.1\r\nHost: a\r\nX: " + "x".repeat(60_000) + "\r\n\r\n");
    assertThat(rest(large)).startsWith("HTTP/1.1 431 ").contains("application/problem+json");
    assertThat(hits).containsEntry(Limit.HTTP_HEADERS, 1);
  }

  @Test
  void answer_toAClientThatTakesGzip_isCompressed() throws IOException {
    Socket socket = open();
    write(
        socket,
        "GET / HTTP/1.1\r\nHost: a\r\nAccept-Encoding: br, gzip;q=0.5\r\nConnection: close\r\n\r\n");
    assertThat(head(socket)).contains("Content-Encoding: gzip").contains("Vary: Accept-Encoding");
    byte[] body = socket.getInputStream().readAllBytes();
    assertThat(body).hasSizeLessThan(500);
    assertThat(new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes())
        .hasSize("0 bytes ".length() + 2_000);
  }

  @Test
  void bodies_halfSentBeyondTheMemory_giveWayToOneThatComesAtOnce() throws IOException {
    server.close();
    server = start(5, this::answer);
    for (int i = 0; i < 12; i++) {
      halfSend(open());
    }
    Socket good = open();
    post(good, BODY);
    assertThat(rest(good)).startsWith("HTTP/1.1 200 ").contains(BODY + " bytes");
    assertThat(hits).containsKey(Limit.HTTP_BODIES);
    List<String> answers = new ArrayList<>();
    for (Socket half : sockets.subList(0, 12)) {
      answers.add(rest(half));
    }
    assertThat(answers)
        .anySatisfy(answer ->
            assertThat(answer)
                .startsWith("HTTP/1.1 503 ")
                .contains("Retry-After: 1")
                .contains("application/problem+json"));
  }

  @Test
  void body_thatDoesNotComeInTime_getsA408() throws IOException {
    Socket socket = open();
    halfSend(socket);
    assertThat(rest(socket)).startsWith("HTTP/1.1 408 ").contains("within 2 seconds");
    assertThat(hits).containsEntry(Limit.HTTP_BODY_TIME, 1);
  }

  @Test
  void head_thatDoesNotComeInTime_isCutOff() throws Exception {
    Socket socket = open();
    Thread drip =
        Thread.ofVirtual()
            .start(() -> {
              try {
                write(socket, "GET / HTTP/1.1\r\nHost: a\r\nX: ");
                while (true) {
                  write(socket, "x");
                  Thread.sleep(100);
                }
              } catch (IOException | InterruptedException cut) {
                Thread.currentThread().interrupt();
              }
            });
    assertThat(rest(socket)).isEmpty();
    drip.join();
    assertThat(hits).containsEntry(Limit.HTTP_HEAD_TIME, 1);
  }

  @Test
  void connections_beyondTheLimit_takeThePlaceOfIdleOnes() throws IOException {
    for (int i = 0; i < 60; i++) {
      open();
    }
    Socket good = open();
    post(good, 10);
    assertThat(rest(good)).startsWith("HTTP/1.1 200 ");
    assertThat(rest(sockets.getFirst())).isEmpty();
    assertThat(hits.get(Limit.HTTP_CONNECTIONS)).isBetween(10, 12);
  }

  @Test
  void isGone_onceTheClientHasClosed() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(1);
    CountDownLatch seen = new CountDownLatch(1);
    server.close();
    server =
        start(exchange -> {
          assertThat(exchange.isGone()).isFalse();
          arrived.countDown();
          try {
            closed.await();
            within(Duration.ofSeconds(10)).until(exchange::isGone);
            seen.countDown();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    Socket socket = open();
    write(socket, "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    arrived.await();
    socket.close();
    closed.countDown();
    assertThat(seen.await(10, TimeUnit.SECONDS)).isTrue();
  }

  private Socket open() throws IOException {
    Socket socket = new Socket(server.address().getAddress(), server.address().getPort());
    sockets.add(socket);
    return socket;
  }

  private static void halfSend(Socket socket) throws IOException {
    write(socket, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: " + BODY + "\r\n\r\n");
    write(socket, "x".repeat(BODY - 100_000));
  }

  private static void post(Socket socket, int bytes) throws IOException {
    write(
        socket,
        "POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: " + bytes + "\r\n\r\n");
    write(socket, "x".repeat(bytes));
  }

  private static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(UTF_8));
    socket.getOutputStream().flush();
  }

  private static String head(Socket socket) throws IOException {
    StringBuilder head = new StringBuilder();
    while (!head.toString().endsWith("\r\n\r\n")) {
      int next = socket.getInputStream().read();
      assertThat(next).isNotNegative();
      head.append((char) next);
    }
    return head.toString();
  }

  /** Everything until the server closes; a reset is an end too. */
  private static String rest(Socket socket) throws IOException {
    StringBuilder text = new StringBuilder();
    try {
      for (int next = socket.getInputStream().read();
          next >= 0;
          next = socket.getInputStream().read()) {
        text.append((char) next);
      }
    } catch (SocketException reset) {
      assertThat(reset).hasMessageContaining("reset");
    }
    return text.toString();
  }
}
