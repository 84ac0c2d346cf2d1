package dev.tocsin.local.http;

import dev.tocsin.core.limit.Limit;
import dev.tocsin.core.limit.Limits;
import dev.tocsin.local.http.OpenConnection.Phase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Blocker;
import org.eclipse.jetty.util.thread.Invocable;
import org.jspecify.annotations.Nullable;

/**
 * A request whose head has arrived, and its answer. Its methods block; each request has a virtual
 * thread of its own.
 */
public final class Exchange implements AutoCloseable {
  /** So much of a body that is not wanted is read, so that its sender gets to read the answer. */
  private static final long POLITE_BYTES = 8L << 20;

  private static final Duration POLITE_TIME = Duration.ofSeconds(2);

  private final Request request;
  private final Response response;
  private final OpenConnection connection;
  private final Bodies bodies;
  private final Streams streams;
  private final Limits limits;
  private final RequestHead head;

  /** Wakes the reader of the body. */
  private final Semaphore wake = new Semaphore(0);

  /** Whether the server is to say when more of the body is there. */
  private final AtomicBoolean demanded = new AtomicBoolean();

  private Bodies.@Nullable Body body;
  private boolean read;

  Exchange(
      Request request,
      Response response,
      OpenConnection connection,
      Bodies bodies,
      Streams streams,
      Limits limits) {
    this.request = request;
    this.response = response;
    this.connection = connection;
    this.bodies = bodies;
    this.streams = streams;
    this.limits = limits;
    this.head = head(request, connection.address());
    connection.enter(Phase.SERVING);
  }

  private static RequestHead head(Request request, String address) {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    for (HttpField field : request.getHeaders()) {
      headers
          .computeIfAbsent(field.getName().toLowerCase(Locale.ROOT), name -> new ArrayList<>())
          .add(Optional.ofNullable(field.getValue()).orElse(""));
    }
    return new RequestHead(
        request.getMethod(),
        request.getConnectionMetaData().isSecure() ? "https" : "http",
        Optional.ofNullable(request.getHttpURI().getPath()).orElse(""),
        Optional.ofNullable(request.getHttpURI().getQuery()).orElse(""),
        headers,
        address,
        port(request.getConnectionMetaData().getLocalSocketAddress()));
  }

  private static int port(SocketAddress address) {
    return address instanceof InetSocketAddress socket ? socket.getPort() : 0;
  }

  public RequestHead head() {
    return head;
  }

  /** Has the answer carry these headers, as far as it does not say otherwise. */
  public void promise(Map<String, String> headers) {
    headers.forEach(response.getHeaders()::put);
  }

  /** Notes that its sender has shown a login: what it holds open is the last to give way. */
  public void showedLogin() {
    connection.showedLogin();
  }

  /** Whether its sender has closed the connection, and waits for no answer. */
  public boolean isGone() {
    if (!(request.getConnectionMetaData().getConnection().getEndPoint().getTransport()
        instanceof SocketChannel channel)) {
      return false;
    }
    // A channel at its end is ready to be read, and holds no byte.
    try (Selector selector = Selector.open()) {
      channel.register(selector, SelectionKey.OP_READ);
      return selector.selectNow() > 0 && channel.socket().getInputStream().available() == 0;
    } catch (IOException closed) {
      return true;
    }
  }

  /**
   * Reads the body; it counts among those in memory until the exchange is closed.
   *
   * @param most bytes that it may have
   * @param limit that says so
   * @throws RequestRefused when it has more, or comes too slowly, or there is no room for it
   * @throws IOException when its sender has gone
   */
  public byte[] body(int most, Limit limit) throws IOException {
    long length = request.getLength();
    if (length > most) {
      throw tooLarge(most, limit);
    }
    if (!hasBody()) {
      return new byte[0];
    }
    Bodies.Body room = bodies.begin(connection, wake::release);
    body = room;
    connection.enterReceiving(wake::release);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(limits.of(Limit.HTTP_BODY_TIME));
    while (true) {
      Content.Chunk chunk = next(end);
      if (room.isEvicted()) {
        throw RequestRefused.overloaded(Limit.HTTP_BODIES);
      }
      if (chunk == null) {
        throw new RequestRefused(
                408,
                "Request Timeout",
                "The body must arrive within %d seconds."
                    .formatted(limits.of(Limit.HTTP_BODY_TIME)))
            .beyond(Limit.HTTP_BODY_TIME);
      }
      take(chunk, bytes, room, most, limit);
      if (chunk.isLast()) {
        room.complete();
        read = true;
        connection.enter(Phase.SERVING);
        return bytes.toByteArray();
      }
    }
  }

  private static RequestRefused tooLarge(int most, Limit limit) {
    return new RequestRefused(413, "Content Too Large", "A body may have %d bytes.".formatted(most))
        .beyond(limit);
  }

  private static void take(
      Content.Chunk chunk, ByteArrayOutputStream bytes, Bodies.Body room, int most, Limit limit)
      throws IOException {
    if (Content.Chunk.isFailure(chunk)) {
      throw new IOException("the body has ended early", chunk.getFailure());
    }
    try {
      ByteBuffer content = chunk.getByteBuffer();
      if (bytes.size() + content.remaining() > most) {
        throw tooLarge(most, limit);
      }
      room.grow(content.remaining());
      byte[] part = new byte[content.remaining()];
      content.get(part);
      bytes.writeBytes(part);
    } finally {
      chunk.release();
    }
  }

  /** The next part of the body; null when it does not come in time, or the wait was ended. */
  private Content.@Nullable Chunk next(long end) {
    if (!demanded.get()) {
      Content.Chunk chunk = request.read();
      if (chunk != null) {
        return chunk;
      }
      demanded.set(true);
      request.demand(Invocable.from(Invocable.InvocationType.NON_BLOCKING, this::available));
    }
    try {
      boolean woken = wake.tryAcquire(end - System.nanoTime(), TimeUnit.NANOSECONDS);
      return woken && !demanded.get() ? request.read() : null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  private void available() {
    demanded.set(false);
    wake.release();
  }

  /** Sends an answer; in gzip where it suits and {@code mayBeCompressed}. */
  public void send(
      int status, Map<String, List<String>> headers, byte[] content, boolean mayBeCompressed)
      throws IOException {
    connection.enter(Phase.SENDING);
    setHead(status, headers);
    byte[] sent = mayBeCompressed ? compressed(content) : content;
    if (sent.length > 0 || !head.method().equals("HEAD")) {
      response.getHeaders().put("Content-Length", sent.length);
    }
    try (Blocker.Callback written = Blocker.callback()) {
      response.write(true, ByteBuffer.wrap(sent), written);
      written.block();
    }
  }

  private void setHead(int status, Map<String, List<String>> headers) {
    response.setStatus(status);
    headers.forEach((name, values) -> {
      response.getHeaders().remove(name);
      values.forEach(value -> response.getHeaders().add(name, value));
    });
    response.getHeaders().put("X-Content-Type-Options", "nosniff");
  }

  /**
   * Begins an answer whose body is written piece by piece; the caller closes it. Its head is sent
   * before this returns.
   *
   * @throws RequestRefused when there are too many streams
   * @throws IOException when the client has left
   */
  public StreamedAnswer stream(int status, Map<String, List<String>> headers) throws IOException {
    StreamedAnswer stream = new StreamedAnswer(response, connection, streams);
    streams.add(stream);
    try {
      setHead(status, headers);
      // Nothing may come for longer than the connection may be idle.
      request.addIdleTimeoutListener(idle -> false);
      stream.begin();
      return stream;
    } catch (IOException | RuntimeException e) {
      streams.remove(stream);
      throw e;
    }
  }

  private byte[] compressed(byte[] content) {
    String type = Optional.ofNullable(response.getHeaders().get("Content-Type")).orElse("");
    if (!Gzip.suits(type, content.length) || response.getHeaders().contains("Content-Encoding")) {
      return content;
    }
    response.getHeaders().add("Vary", "Accept-Encoding");
    if (!Gzip.isTaken(head.header("Accept-Encoding").orElse(""))) {
      return content;
    }
    response.getHeaders().put("Content-Encoding", "gzip");
    // The bytes are others than those that a strong tag names.
    Optional.ofNullable(response.getHeaders().get("ETag"))
        .filter(tag -> !tag.startsWith("W/"))
        .ifPresent(tag -> response.getHeaders().put("ETag", "W/" + tag));
    return Gzip.of(content);
  }

  /** Sends an answer of text. */
  public void send(Answer answer) throws IOException {
    send(
        answer.status(),
        Map.of("Content-Type", List.of(answer.contentType())),
        answer.bytes(),
        true);
  }

  /** Sends a refusal, and reads some of a body that no handler has read. */
  void refuse(RequestRefused refused) throws IOException {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    refused.headers().forEach((name, value) -> headers.put(name, List.of(value)));
    headers.put("Content-Type", List.of(refused.answer().contentType()));
    headers.put("Connection", List.of("close"));
    send(refused.answer().status(), headers, refused.answer().bytes(), true);
    if (!isComplete() && head.header("Expect").isEmpty()) {
      bodies.discarding(this::discard);
    }
  }

  private void discard() {
    wake.drainPermits();
    connection.enterReceiving(wake::release);
    long end = System.nanoTime() + POLITE_TIME.toNanos();
    long bytes = 0;
    while (bytes < POLITE_BYTES) {
      Content.Chunk chunk = next(end);
      if (chunk == null || Content.Chunk.isFailure(chunk)) {
        return;
      }
      bytes += chunk.remaining();
      chunk.release();
      if (chunk.isLast()) {
        read = true;
        return;
      }
    }
  }

  /** Whether an answer has begun. */
  boolean isAnswered() {
    return response.isCommitted();
  }

  /** Whether all of the request was read, so that the next one can come on its connection. */
  boolean isComplete() {
    return read || !hasBody();
  }

  private boolean hasBody() {
    return head.header("Transfer-Encoding").isPresent()
        || head.header("Content-Length").filter(length -> !length.equals("0")).isPresent();
  }

  @Override
  public void close() {
    if (body != null) {
      body.close();
    }
    connection.enter(Phase.WAITING);
  }
}
