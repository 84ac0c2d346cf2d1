package dev.tocsin.local.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.local.http.EventFeed;
import dev.tocsin.local.http.Exchange;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Stands in for the notification service: takes {@code POST /api/alerts} and shows what came, at
 * {@code GET /} for people and at {@code GET /messages} for programs; {@code GET /messages/events}
 * streams what comes, as server-sent events. A message is kept once per Idempotency-Key; repeats
 * are counted. For outage drills it answers every alert with a status of one's choice ({@code POST
 * /outage?status=503}, ended by {@code DELETE /outage}), or does not listen at all.
 */
public final class Inbox implements AutoCloseable {

  private static final int KEY_LENGTH = 256;

  /** A page that comes again after it has missed more reads all of them. */
  private static final int KEPT_EVENTS = 1_000;

  private static final String EVENTS = "/messages/events";

  private final InstantSource clock;
  private final Messages messages;
  private final EventFeed feed =
      new EventFeed(UUID.randomUUID().toString().replace("-", ""), KEPT_EVENTS);
  private final InetAddress address;
  private final int port;
  private volatile OptionalInt outage = OptionalInt.empty();
  private @Nullable PrivateServer server;

  private Inbox(InetAddress address, int port, int capacity, InstantSource clock)
      throws IOException {
    this.clock = clock;
    this.address = address;
    messages = new Messages(capacity);
    PrivateServer started = listen(port);
    server = started;
    this.port = started.port();
  }

  /** Listens on {@code port} (0: a free one) and keeps the newest {@code capacity} messages. */
  public static Inbox start(int port, int capacity, InstantSource clock) throws IOException {
    return start(PrivateServer.LOOPBACK, port, capacity, clock);
  }

  /** The same on another address of this host. */
  public static Inbox start(InetAddress address, int port, int capacity, InstantSource clock)
      throws IOException {
    return new Inbox(address, port, capacity, clock);
  }

  /** Its root address, without a slash at the end: the {@code api_url} of the notifier. */
  public URI uri() {
    return URI.create("http://%s:%d".formatted(address.getHostAddress(), port));
  }

  /** What was received, one per key, oldest first. */
  List<Notification> messages() {
    return messages.all();
  }

  /** Requests taken so far, repeats included. */
  long received() {
    return messages.received();
  }

  /** Refuses every alert with this status until {@link #recover()}. */
  void failWith(int status) {
    outage = OptionalInt.of(status);
  }

  /** Takes alerts again, and listens again where it did not. */
  synchronized void recover() throws IOException {
    outage = OptionalInt.empty();
    if (server == null) {
      server = listen(port);
    }
  }

  private PrivateServer listen(int at) throws IOException {
    return PrivateServer.start(address, at, this::handle, Map.of(EVENTS, this::stream));
  }

  private void stream(Exchange exchange) throws IOException {
    feed.serve(exchange, Optional.ofNullable(Request.query(exchange.head().query()).get("after")));
  }

  /**
   * Stops listening; what was received is kept, and {@link #recover()} listens again on the same
   * port.
   */
  @Override
  public synchronized void close() {
    if (server != null) {
      server.close();
      server = null;
    }
  }

  private Answer handle(Request request) {
    return switch (request.method() + " " + request.path()) {
      case "POST /api/alerts" -> receive(request);
      case "GET /" -> page();
      case "GET /messages" -> Answer.json(200, messages.toJson());
      case "POST /outage" -> beginOutage(request.parameter("status").orElse(""));
      case "DELETE /outage" -> endOutage();
      default ->
          Answer.refused(
              404, "there is POST /api/alerts, GET /, GET /messages, GET " + EVENTS + ", /outage");
    };
  }

  private Answer page() {
    // Before the messages are read: what comes in between is shown twice rather than not at all.
    String place = feed.place();
    return Answer.html(
        InboxPage.of(messages.all(), clock.instant(), EVENTS + "?after=" + place),
        InboxPage.SCRIPT);
  }

  private Answer receive(Request request) {
    if (outage.isPresent()) {
      return Answer.refused(outage.getAsInt(), "an outage drill is on");
    }
    Optional<String> key = request.header("Idempotency-Key").filter(text -> !text.isBlank());
    if (key.isEmpty() || key.get().length() > KEY_LENGTH) {
      return Answer.refused(
          400, "an Idempotency-Key of 1 to " + KEY_LENGTH + " characters is needed");
    }
    if (!request.isJson()) {
      return Answer.refused(415, "the Content-Type must be application/json");
    }
    Optional<ObjectNode> body = Json.readObject(request.body());
    if (body.isEmpty()) {
      return Answer.refused(400, "the body must be one JSON object");
    }
    messages.receive(key.get(), clock.instant(), body.get());
    feed.publish(body.get().toString());
    return Answer.json(200, Json.object().put("status", "received"));
  }

  private Answer beginOutage(String status) {
    if (!status.matches("[45][0-9][0-9]")) {
      return Answer.refused(400, "say ?status=N with an N from 400 to 599");
    }
    failWith(Integer.parseInt(status));
    return Answer.json(200, Json.object().put("outage", outage.getAsInt()));
  }

  private Answer endOutage() {
    outage = OptionalInt.empty();
    return Answer.json(200, Json.object().putNull("outage"));
  }
}
