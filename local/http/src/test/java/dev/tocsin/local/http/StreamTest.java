package dev.tocsin.local.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tocsin.core.limit.Limit;
import dev.tocsin.core.limit.Limits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a streamed answer and a stream of events promise to their clients and writers. */
@Timeout(60)
class StreamTest {
  private static final int MIB = 1 << 20;

  private final Map<Limit, Integer> hits = new ConcurrentHashMap<>();
  private final List<Socket> sockets = new ArrayList<>();

  /** Pieces that the answer to {@code /pieces} sends; an empty one ends it. */
  private final BlockingQueue<String> pieces = new LinkedBlockingQueue<>();

  private final AtomicInteger written = new AtomicInteger();
  private final BlockingQueue<String> ends = new LinkedBlockingQueue<>();
  private final EventFeed feed = new EventFeed("f", 3, Duration.ofMillis(300));
  private WebServer server;

  @BeforeEach
  void start() throws IOException {
    server = start(Map.of());
  }

  private WebServer start(Map<Limit, Integer> limits) throws IOException {
    return WebServer.start(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
        new Limits(limits),
        limit -> hits.merge(limit, 1, Integer::sum),
        this::answer);
  }

  @AfterEach
  void stop() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
    server.close();
  }

  private void answer(Exchange exchange) throws IOException {
    switch (exchange.head().path()) {
      case "/pieces" -> pieces(exchange);
      case "/flood" -> flood(exchange);
      case "/events" ->
          feed.serve(
              exchange, Optional.of(exchange.head().query()).filter(after -> !after.isEmpty()));
      default -> exchange.send(Answer.text(200, "plain"));
    }
  }

  private void pieces(Exchange exchange) throws IOException {
    try (StreamedAnswer stream =
        exchange.stream(200, Map.of("Content-Type", List.of("text/plain")))) {
      stream.onEnd(() -> pieces.add("ended"));
      for (String piece = pieces.take();
          stream.isOpen() && !piece.isEmpty();
          piece = pieces.take()) {
        stream.write(piece.getBytes(UTF_8));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      ends.add("pieces");
    }
  }

  private void flood(Exchange exchange) throws IOException {
    byte[] piece = new byte[64 << 10];
    try (StreamedAnswer stream = exchange.stream(200, Map.of())) {
      while (stream.isOpen()) {
        stream.write(piece);
        written.addAndGet(piece.length);
      }
    } finally {
      ends.add("flood");
    }
  }

  @Test
  void pieces_arriveWhenTheyAreWritten_inChunksAndUncompressed() throws IOException {
    Socket socket = get("/pieces", "Accept-Encoding: gzip\r\n");
    assertThat(head(socket))
        .startsWith("HTTP/1.1 200 ")
        .contains("Transfer-Encoding: chunked", "X-Content-Type-Options: nosniff")
        .doesNotContain("Content-Encoding", "Content-Length");
    pieces.add("one");
    assertThat(read(socket, "3\r\none".length())).isEqualTo("3\r\none");
    String large = "x".repeat(2_000);
    pieces.add(large);
    assertThat(read(socket, "\r\n7D0\r\n".length() + 2_000))
        .isEqualToIgnoringCase("\r\n7D0\r\n" + large);
    pieces.add("");
    assertThat(read(socket, 7)).isEqualTo("\r\n0\r\n\r\n");
    // The connection takes another request.
    write(socket, "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    assertThat(rest(socket)).startsWith("HTTP/1.1 200 ").endsWith("plain");
  }

  @Test
  void aSlowReader_stopsItsWriterAndNobodyElse() throws Exception {
    Socket slow = get("/flood", "");
    int before;
    do {
      before = written.get();
      TimeUnit.MILLISECONDS.sleep(300);
    } while (written.get() != before || before == 0);
    // The buffers of two sockets, and what is on its way.
    assertThat(before).isLessThan(16 * MIB);
    assertThat(rest(get("/", "Connection: close\r\n"))).endsWith("plain");
    assertThat(slow.getInputStream().readNBytes(before)).hasSize(before);
    while (written.get() == before) {
      TimeUnit.MILLISECONDS.sleep(10);
    }
    assertThat(ends).isEmpty();
  }

  @Test
  void aReaderThatTakesNothing_isCutOffAfterTheTimeForIt() throws Exception {
    server.close();
    server = start(Map.of(Limit.HTTP_SEND_TIME, 1));
    Socket slow = get("/flood", "");
    assertThat(ends.poll(20, TimeUnit.SECONDS)).isEqualTo("flood");
    assertThat(hits).containsEntry(Limit.HTTP_SEND_TIME, 1);
    assertThat(slow.isClosed()).isFalse();
  }

  @Test
  void aClientThatLeaves_endsTheStream() throws Exception {
    get("/flood", "").close();
    assertThat(ends.poll(20, TimeUnit.SECONDS)).isEqualTo("flood");
    Socket quiet = get("/pieces", "");
    assertThat(head(quiet)).startsWith("HTTP/1.1 200 ");
    quiet.close();
    // Writing shows it: at once, or with the next piece.
    while (ends.isEmpty()) {
      pieces.add("are you there?");
      TimeUnit.MILLISECONDS.sleep(10);
    }
    assertThat(rest(get("/", "Connection: close\r\n"))).endsWith("plain");
  }

  @Test
  void stop_completesStreamsThatWait_andCutsOffThoseThatAreNotTaken() throws Exception {
    Socket waiting = get("/pieces", "");
    assertThat(head(waiting)).startsWith("HTTP/1.1 200 ");
    Socket events = get("/events", "");
    assertThat(head(events)).startsWith("HTTP/1.1 200 ");
    Socket slow = get("/flood", "");
    assertThat(head(slow)).startsWith("HTTP/1.1 200 ");
    long began = System.nanoTime();
    server.close();
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
    assertThat(rest(waiting)).isEqualTo("0\r\n\r\n");
    assertThat(rest(events)).contains("retry: 1000\n").endsWith("0\r\n\r\n");
    assertThat(ends.poll(20, TimeUnit.SECONDS)).isNotNull();
    assertThat(ends.poll(20, TimeUnit.SECONDS)).isNotNull();
  }

  @Test
  void streams_beyondTheLimit_get503UntilOneEnds() throws Exception {
    server.close();
    server = start(Map.of(Limit.HTTP_STREAMS, 2));
    Socket first = get("/pieces", "");
    assertThat(head(first)).startsWith("HTTP/1.1 200 ");
    assertThat(head(get("/events", ""))).startsWith("HTTP/1.1 200 ");
    assertThat(rest(get("/events", "")))
        .startsWith("HTTP/1.1 503 ")
        .contains("Retry-After: 1", "application/problem+json");
    assertThat(hits).containsEntry(Limit.HTTP_STREAMS, 1);
    assertThat(rest(get("/", "Connection: close\r\n"))).endsWith("plain");
    pieces.add("");
    assertThat(read(first, 5)).isEqualTo("0\r\n\r\n");
    assertThat(head(get("/events", ""))).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void aStream_thatHasLastedForItsTime_isCompleted() throws Exception {
    server.close();
    server = start(Map.of(Limit.HTTP_STREAM_TIME, 1));
    Socket socket = get("/pieces", "");
    assertThat(head(socket)).startsWith("HTTP/1.1 200 ");
    assertThat(read(socket, 5)).isEqualTo("0\r\n\r\n");
    // It is counted once it has ended.
    await().untilAsserted(() -> assertThat(hits).containsEntry(Limit.HTTP_STREAM_TIME, 1));
  }

  @Test
  void events_areSentToAllClients_eachFromItsPlace() throws IOException {
    feed.publish("a");
    feed.publish("b\nc");
    Socket all = get("/events?f-0", "");
    assertThat(head(all)).contains("Content-Type: text/event-stream", "Cache-Control: no-store");
    assertThat(events(all, "id: f-2\ndata: b\ndata: c\n\n"))
        .contains("retry: 1000\n\n")
        .contains("id: f-1\ndata: a\n\nid: f-2\ndata: b\ndata: c\n\n");
    // The header, which a browser sends when it comes again, is the later place.
    Socket again = get("/events?f-0", "Last-Event-ID: f-1\r\n");
    assertThat(events(again, "data: c\n\n")).doesNotContain("f-1", "missed");
    Socket fresh = get("/events", "");
    assertThat(events(fresh, ": \n\n")).doesNotContain("data");
    feed.publish("d");
    for (Socket socket : List.of(all, again, fresh)) {
      assertThat(events(socket, "data: d\n\n")).contains("id: f-3\n");
    }
  }

  @Test
  void events_fromAPlaceThatIsNotKept_beginWithOneThatSaysSo() throws IOException {
    for (String place : List.of("other-1", "f-9", "f-x", "f-99999999999999999999")) {
      assertThat(events(get("/events", "Last-Event-ID: " + place + "\r\n"), "data: \n\n"))
          .contains("event: missed\nid: f-0\n");
    }
    List.of("a", "b", "c", "d", "e").forEach(feed::publish);
    String text = events(get("/events", "Last-Event-ID: f-1\r\n"), "data: e\n\n");
    assertThat(text)
        .contains("event: missed\nid: f-2\ndata: \n\nid: f-3\ndata: c\n\n")
        .doesNotContain("data: b");
    assertThat(events(get("/events", "Last-Event-ID: f-2\r\n"), "data: e\n\n"))
        .doesNotContain("missed");
  }

  @Test
  void events_whileNoneCome_areCommentsThatShowAClientThatHasLeft() throws Exception {
    server.close();
    server = start(Map.of(Limit.HTTP_STREAMS, 1));
    Socket socket = get("/events", "");
    assertThat(events(socket, ": \n\n")).contains("retry");
    socket.close();
    String next;
    do {
      Socket other = get("/events", "");
      next = head(other);
      other.close();
    } while (next.startsWith("HTTP/1.1 503 "));
    assertThat(next).startsWith("HTTP/1.1 200 ");
  }

  private Socket get(String target, String headers) throws IOException {
    Socket socket = new Socket(server.address().getAddress(), server.address().getPort());
    socket.setSoTimeout(20_000);
    sockets.add(socket);
    write(socket, "GET " + target + " HTTP/1.1\r\nHost: a\r\n" + headers + "\r\n");
    return socket;
  }

  private static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(UTF_8));
    socket.getOutputStream().flush();
  }

  private static String head(Socket socket) throws IOException {
    return until(socket, "\r\n\r\n");
  }

  /** What comes until {@code end}, without what stands around chunks. */
  private static String events(Socket socket, String end) throws IOException {
    StringBuilder text = new StringBuilder();
    while (!text.toString().replaceAll("(\\A|\r\n)[0-9A-Fa-f]+\r\n|\r\n", "").endsWith(end)) {
      int next = socket.getInputStream().read();
      assertThat(next).as(text.toString()).isNotNegative();
      text.append((char) next);
    }
    return text.toString().replaceAll("\r\n[0-9A-Fa-f]+\r\n|\r\n", "");
  }

  private static String until(Socket socket, String end) throws IOException {
    StringBuilder text = new StringBuilder();
    while (!text.toString().endsWith(end)) {
      int next = socket.getInputStream().read();
      assertThat(next).as(text.toString()).isNotNegative();
      text.append((char) next);
    }
    return text.toString();
  }

  private static String read(Socket socket, int bytes) throws IOException {
    return new String(socket.getInputStream().readNBytes(bytes), UTF_8);
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
