package dev.tocsin.platform.http;

import static dev.tocsin.testkit.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tocsin.core.limit.Limit;
import dev.tocsin.core.limit.Limits;
import dev.tocsin.core.redaction.Redaction;
import dev.tocsin.platform.http.OutgoingFailure.Why;
import dev.tocsin.testkit.http.RawServer;
import dev.tocsin.testkit.http.RawServer.Reply;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** On the wire, against a server that misbehaves. */
class OutgoingHttpTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final String SECRET = "abcdefghijklmnopqrstuvwxyz0123456789";

  private final RawServer server = new RawServer();
  private final List<Limit> hits = new ArrayList<>();
  private final OutgoingHttp reusing = client(true, InetAddress::getAllByName, address -> false);
  private final OutgoingHttp fresh = client(false, InetAddress::getAllByName, address -> false);

  private OutgoingHttp client(
      boolean reuses, Connector.Resolver resolver, Predicate<InetAddress> refused) {
    return OutgoingHttp.of(
        resolver, refused, Connector.trusted(), reuses, Limits.DEFAULT, hits::add);
  }

  @AfterEach
  void close() {
    server.close();
    reusing.close();
    fresh.close();
  }

  private static OutgoingRequest request(String method, String url) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("X-Key", SECRET);
    return new OutgoingRequest(
        method,
        URI.create(url),
        headers,
        method.equals("GET") || method.equals("DELETE") ? Optional.empty() : Optional.of("{é}"),
        Redaction.of(List.of(SECRET)));
  }

  private OutgoingAnswer send(OutgoingHttp client, String method) throws Exception {
    return client.send(request(method, server.url() + "/a%20b?c=d%2Fe"), PATIENCE, PATIENCE);
  }

  private OutgoingFailure failure(OutgoingHttp client, String url, Duration total) {
    OutgoingFailure failure =
        catchThrowableOfType(
            OutgoingFailure.class, () -> client.send(request("GET", url), total, total));
    assertThat(failure).isNotNull().hasNoCause();
    return failure;
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "POST", "PUT", "PATCH", "DELETE"})
  void send_goesOutAsItIs(String method) throws Exception {
    server.replies(request -> Reply.of(201, "fine", "Retry-After: 7"));
    OutgoingAnswer answer = send(reusing, method);
    assertThat(answer)
        .isEqualTo(new OutgoingAnswer(201, Optional.of("7"), Optional.empty(), "fine"));
    RawServer.Received got = server.received().getFirst();
    assertThat(got.method()).isEqualTo(method);
    assertThat(got.target()).isEqualTo("/a%20b?c=d%2Fe");
    assertThat(got.headers())
        .containsEntry("x-key", SECRET)
        .containsEntry("host", "127.0.0.1:" + server.port());
    assertThat(got.body()).isEqualTo(method.equals("GET") || method.equals("DELETE") ? "" : "{é}");
  }

  @ParameterizedTest
  @CsvSource({
    "GET, true", "POST, true", "PUT, true", "PATCH, true", "DELETE, true",
    "GET, false", "POST, false", "PUT, false", "PATCH, false", "DELETE, false"
  })
  void send_serverReadsAndClosesWithoutAnswer_isOneRequest(String method, boolean reuses) {
    server.replies(request -> Reply.CLOSE);
    OutgoingFailure failure =
        catchThrowableOfType(OutgoingFailure.class, () -> send(reuses ? reusing : fresh, method));
    assertThat(failure.why()).isEqualTo(Why.CONNECTION_LOST);
    assertThat(failure.why().notSent()).isFalse();
    assertThat(server.received()).hasSize(1);
    assertThat(server.connections()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "POST", "PUT", "DELETE"})
  void send_reusedConnectionClosesAtThatMoment_isOneRequest(String method) throws Exception {
    server.replies(request -> Reply.of(200, "first"));
    send(reusing, "GET");
    server.replies(request -> Reply.CLOSE);
    OutgoingFailure failure =
        catchThrowableOfType(OutgoingFailure.class, () -> send(reusing, method));
    assertThat(failure.why()).isEqualTo(Why.CONNECTION_LOST);
    assertThat(server.received()).hasSize(2);
    assertThat(server.connections()).as("the second request came on the first connection").isOne();
  }

  @Test
  void send_idleConnectionWasClosed_takesANewOne() throws Exception {
    server.replies(request -> Reply.of(200, "first").thenClose());
    send(reusing, "GET");
    within(PATIENCE).until(() -> server.endedConnections() == 1);
    server.replies(request -> Reply.of(200, "second"));
    assertThat(send(reusing, "POST").excerpt()).isEqualTo("second");
    assertThat(server.received()).hasSize(2);
    assertThat(server.connections()).isEqualTo(2);
  }

  @Test
  void send_fresh_neverReuses() throws Exception {
    send(fresh, "POST");
    send(fresh, "POST");
    assertThat(server.connections()).isEqualTo(2);
    assertThat(server.received())
        .allSatisfy(got -> assertThat(got.headers()).containsEntry("connection", "close"));
    within(PATIENCE).until(() -> server.endedConnections() == 2);
  }

  @Test
  void send_redirect_isTheAnswer() throws Exception {
    server.replies(request -> Reply.of(307, "", "Location: " + server.url() + "/elsewhere"));
    assertThat(send(reusing, "POST").status()).isEqualTo(307);
    assertThat(send(fresh, "GET").status()).isEqualTo(307);
    assertThat(server.received()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "HTTP/1.1 200 OK\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
      })
  void send_slowAnswer_endsInTime(String start) {
    String part = start.endsWith("chunked\r\n\r\n") ? "1\r\nx\r\n" : "x";
    server.replies(request -> Reply.dripping(start, part));
    Instant before = Instant.now();
    assertThat(failure(reusing, server.url(), SHORT).why()).isEqualTo(Why.ANSWER_TOO_LATE);
    assertThat(Duration.between(before, Instant.now())).isBetween(SHORT, SHORT.multipliedBy(10));
    within(PATIENCE).until(() -> server.endedConnections() == 1);
    assertThat(server.received()).hasSize(1);
  }

  @Test
  void send_interimAnswersForEver_endsInTime() {
    server.replies(request -> Reply.dripping("", "HTTP/1.1 102 Processing\r\n\r\n"));
    assertThat(failure(fresh, server.url(), SHORT).why()).isEqualTo(Why.ANSWER_TOO_LATE);
  }

  @Test
  void send_fresh_doesNotWaitForTheBody() throws Exception {
    server.replies(
        request -> Reply.dripping("HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n", "x"));
    assertThat(send(fresh, "POST"))
        .isEqualTo(new OutgoingAnswer(200, Optional.empty(), Optional.empty(), ""));
    within(PATIENCE).until(() -> server.endedConnections() == 1);
  }

  @Test
  void send_longBody_isCutAndTheConnectionClosed() throws Exception {
    server.replies(request ->
        out -> {
          Reply.raw("HTTP/1.1 500 No\r\n\r\n").write(out);
          while (true) {
            Reply.raw("x".repeat(1000)).write(out);
          }
        });
    assertThat(send(reusing, "POST").excerpt()).isEqualTo("x".repeat(512));
    assertThat(hits).containsExactly(Limit.ANSWER_BODY_BYTES);
    within(PATIENCE).until(() -> server.endedConnections() == 1);
  }

  @Test
  void send_longHead_isNoAnswer() {
    server.replies(request -> Reply.raw("HTTP/1.1 200 OK\r\nA: " + "x".repeat(9_000)));
    assertThat(failure(fresh, server.url(), PATIENCE).why()).isEqualTo(Why.CONNECTION_LOST);
    server.replies(request -> Reply.raw("HTTP/1.1 200 OK\r\n" + "A: x\r\n".repeat(101) + "\r\n"));
    assertThat(failure(reusing, server.url(), PATIENCE).why()).isEqualTo(Why.CONNECTION_LOST);
    assertThat(hits).containsExactly(Limit.ANSWER_LINE_BYTES, Limit.ANSWER_HEADERS);
  }

  @Test
  void send_echo_comesBackWithoutSecrets() throws Exception {
    server.replies(request -> Reply.of(400, request.echo(), "Retry-After: " + SECRET));
    OutgoingAnswer answer = send(reusing, "POST");
    assertThat(answer.toString()).contains("x-key=[redacted]").doesNotContain("abcdefgh");
    assertThat(answer.retryAfter()).contains("[redacted]");
  }

  @Test
  void send_echoAcrossTheCut_leavesNoPart() throws Exception {
    for (int before = 512 - SECRET.length() - 1; before <= 512; before++) {
      String body = "-".repeat(before) + SECRET;
      server.replies(request -> Reply.of(400, body));
      String excerpt = send(reusing, "POST").excerpt();
      assertThat(excerpt).doesNotContain("abcdefgh");
    }
  }

  @Test
  void send_echoThatIsNoHttp_isRedactedInTheFailure() {
    server.replies(request -> Reply.raw("I got " + SECRET + " from you\r\n\r\n").thenClose());
    OutgoingFailure failure = failure(reusing, server.url(), PATIENCE);
    assertThat(failure.why()).isEqualTo(Why.CONNECTION_LOST);
    assertThat(failure.sentence()).doesNotContain("abcdefgh");
    server.replies(request -> Reply.raw("HTTP/1.1 200 OK\r\n" + SECRET + "\r\n\r\n").thenClose());
    assertThat(failure(fresh, server.url(), PATIENCE).sentence())
        .contains("[redacted]")
        .doesNotContain("abcdefgh");
  }

  @Test
  void send_portWithoutListener_isNotConnected() throws IOException {
    // Bound, so that no other process listens there meanwhile.
    try (Socket bound = new Socket()) {
      bound.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      OutgoingFailure failure =
          failure(fresh, "http://127.0.0.1:" + bound.getLocalPort(), PATIENCE);
      assertThat(failure.why()).isEqualTo(Why.NOT_CONNECTED);
      assertThat(failure.why().notSent()).isTrue();
    }
  }

  @Test
  void send_unknownHost_isKnownAsThat() {
    assertThat(failure(fresh, "http://nowhere.invalid/", PATIENCE).why())
        .isEqualTo(Why.HOST_UNKNOWN);
  }

  /** The name changes its address after the check, as in an attack. */
  @Test
  void send_name_isResolvedOnceAndTheCheckedAddressIsCalled() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    List<InetAddress> checked = new ArrayList<>();
    InetAddress good = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    InetAddress bad = InetAddress.getByName("169.254.169.254");
    OutgoingHttp rebound =
        client(
            false,
            host -> new InetAddress[] {asked.incrementAndGet() == 1 ? good : bad},
            address -> {
              checked.add(address);
              return false;
            });
    OutgoingAnswer answer =
        rebound.send(
            request("GET", "http://rebinding.test:" + server.port() + "/"), PATIENCE, PATIENCE);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(asked).hasValue(1);
    assertThat(checked).containsExactly(good);
    assertThat(server.received().getFirst().headers())
        .containsEntry("host", "rebinding.test:" + server.port());
  }

  @Test
  void send_anyAddressRefused_connectsToNone() throws Exception {
    InetAddress good = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    InetAddress bad = InetAddress.getByName("169.254.169.254");
    OutgoingHttp guarded =
        client(false, host -> new InetAddress[] {good, bad}, InetAddress::isLinkLocalAddress);
    OutgoingFailure failure = failure(guarded, "http://h.test:" + server.port(), PATIENCE);
    assertThat(failure.why()).isEqualTo(Why.ADDRESS_REFUSED);
    assertThat(failure.sentence())
        .isEqualTo("h.test has the address 169.254.169.254, which is never called");
    assertThat(server.connections()).isZero();
  }

  @Test
  void send_firstAddressDead_takesTheNext() throws Exception {
    InetAddress dead = InetAddress.getByName("127.0.0.2");
    InetAddress good = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    OutgoingHttp client = client(false, host -> new InetAddress[] {dead, good}, address -> false);
    String url = "http://h.test:" + server.port();
    assertThat(client.send(request("POST", url), PATIENCE, PATIENCE).status()).isEqualTo(200);
    assertThat(server.received()).hasSize(1);
  }

  /** Loopback stands for what is refused: no spelling of it comes past the check. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "localhost",
        "2130706433",
        "0x7f000001",
        "0x7f.1",
        "127.1",
        "0177.0.0.1",
        "017700000001",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[::1]",
        "[::1%25lo]",
        "LOCALHOST",
      })
  void send_spellingsOfARefusedAddress_reachNothing(String host) {
    OutgoingHttp guarded = client(false, InetAddress::getAllByName, InetAddress::isLoopbackAddress);
    String url = "http://" + host + ":" + server.port() + "/";
    assertThat(failure(guarded, url, SHORT).why().notSent()).isTrue();
    assertThat(server.connections()).isZero();
  }

  @Test
  void send_slowLookUp_isGivenUpAndNeverSent() throws Exception {
    CountDownLatch found = new CountDownLatch(1);
    CountDownLatch over = new CountDownLatch(1);
    OutgoingHttp slow =
        client(
            false,
            host -> {
              awaitUninterrupted(found);
              return InetAddress.getAllByName("127.0.0.1");
            },
            address -> {
              over.countDown();
              return false;
            });
    assertThat(failure(slow, "http://slow.test:" + server.port(), SHORT).why())
        .isEqualTo(Why.CONNECTING_TOO_LONG);
    found.countDown();
    over.await();
    send(fresh, "POST");
    assertThat(server.received()).extracting(RawServer.Received::method).containsExactly("POST");
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void send_interrupted_endsAndClosesTheConnection() {
    server.replies(request -> Reply.SILENCE);
    FutureTask<Throwable> waiting =
        new FutureTask<>(
            () -> catchThrowableOfType(InterruptedException.class, () -> send(fresh, "POST")));
    Thread thread = Thread.ofVirtual().start(waiting);
    within(PATIENCE).until(() -> server.received().size() == 1);
    thread.interrupt();
    within(PATIENCE).until(waiting::isDone);
    assertThat(waiting.resultNow()).isNotNull();
    within(PATIENCE).until(() -> server.endedConnections() == 1);
  }

  @Test
  void send_manyAtOnce_eachGetsItsOwnAnswer() throws Exception {
    server.replies(request -> Reply.of(200, request.body() + request.target()));
    List<FutureTask<OutgoingAnswer>> all = new ArrayList<>();
    for (int n = 0; n < 200; n++) {
      String url = server.url() + "/" + n;
      FutureTask<OutgoingAnswer> call =
          new FutureTask<>(() -> reusing.send(request("POST", url), PATIENCE, PATIENCE));
      all.add(call);
      Thread unused = Thread.ofVirtual().start(call);
    }
    for (int n = 0; n < all.size(); n++) {
      assertThat(all.get(n).get().excerpt()).isEqualTo("{é}/" + n);
    }
    assertThat(server.received()).hasSize(200);
    for (int n = 0; n < 50; n++) {
      send(reusing, "POST");
    }
    assertThat(server.connections()).as("one after the other, they reuse").isLessThanOrEqualTo(200);
  }
}
