package dev.tocsin.local.lambda;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.local.http.EventStream;
import dev.tocsin.local.http.Exchange;
import dev.tocsin.local.http.RequestHead;
import dev.tocsin.local.http.ServerSentEvent;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The pages of a function as a stream of server-sent events, for as long as the client stays. The
 * function is asked again and again for what follows, with the client's own head: so it checks the
 * login each time, and several instances on one database have the same events.
 */
final class FollowedPages {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TYPE = "text/event-stream";
  private static final String LAST_ID = "last-event-id";
  private static final String ACCEPT = "accept";
  private static final Duration BETWEEN_PAGES = Duration.ofMillis(500);

  /** Less than what proxies give a connection on which nothing comes. */
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(15);

  private static final Duration RETRY = Duration.ofSeconds(1);

  /** Asks the function. */
  @FunctionalInterface
  interface Pages {
    APIGatewayProxyResponseEvent get(RequestHead head);
  }

  private final Exchange exchange;
  private final RequestHead head;
  private final Pages pages;
  private final Semaphore ended = new Semaphore(0);
  private long quietSince = System.nanoTime();

  private FollowedPages(Exchange exchange, RequestHead head, Pages pages) {
    this.exchange = exchange;
    this.head = head;
    this.pages = pages;
  }

  /** Whether a request asks for a stream. */
  static boolean isWanted(RequestHead head) {
    return head.method().equals("GET")
        && head.all(ACCEPT).stream().anyMatch(types -> types.contains(TYPE));
  }

  /**
   * Follows the pages; returns when the stream has ended.
   *
   * @return what the function answers in place of a first page
   */
  static Optional<APIGatewayProxyResponseEvent> serve(
      Exchange exchange, RequestHead head, Pages pages) throws IOException {
    FollowedPages followed = new FollowedPages(exchange, head, pages);
    APIGatewayProxyResponseEvent first = pages.get(followed.after(head.header(LAST_ID)));
    Optional<JsonNode> page = page(first);
    if (page.isEmpty()) {
      return Optional.of(first);
    }
    followed.stream(page.get());
    return Optional.empty();
  }

  private void stream(JsonNode first) throws IOException {
    try (EventStream stream = EventStream.begin(exchange)) {
      stream.onEnd(ended::release);
      stream.retryAfter(RETRY);
      Optional<JsonNode> page = Optional.of(first);
      while (page.isPresent() && stream.isOpen()) {
        String next = send(page.get(), stream);
        page = page(pages.get(after(Optional.of(next))));
      }
    }
  }

  /** Sends a page, and waits for more where it has nothing. Returns the place behind it. */
  private String send(JsonNode page, EventStream stream) throws IOException {
    String next = page.path("next").asText();
    if (page.path("reset").asBoolean()) {
      stream.send(new ServerSentEvent(Optional.of("reset"), Optional.of(next), "{}"));
    }
    for (JsonNode event : page.path("events")) {
      stream.send(
          new ServerSentEvent(
              Optional.of(event.path("topic").asText()),
              Optional.of(event.path("id").asText()),
              event.toString()));
    }
    if (page.path("events").isEmpty()) {
      keepAlive(stream, next);
      rest();
    } else {
      quietSince = System.nanoTime();
    }
    return next;
  }

  /** The client's place moves on also while nothing comes that it has asked for. */
  private void keepAlive(EventStream stream, String next) throws IOException {
    if (System.nanoTime() - quietSince > KEEP_ALIVE.toNanos()) {
      stream.send(new ServerSentEvent(Optional.of("heartbeat"), Optional.of(next), "{}"));
      quietSince = System.nanoTime();
    }
  }

  private void rest() throws IOException {
    try {
      boolean unused = ended.tryAcquire(BETWEEN_PAGES.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("the stream was interrupted", e);
    }
  }

  /** The request for the page behind a place; its own place where none is given. */
  private RequestHead after(Optional<String> place) {
    Map<String, List<String>> headers = new HashMap<>(head.headers());
    headers.remove(LAST_ID);
    headers.put(ACCEPT, List.of("application/json"));
    String query =
        place
            .filter(given -> !given.isEmpty())
            .map(given ->
                Stream.concat(
                        Arrays.stream(head.query().split("&", -1))
                            .filter(pair -> !pair.isEmpty() && !pair.startsWith("after=")),
                        Stream.of("after=" + URLEncoder.encode(given, StandardCharsets.UTF_8)))
                    .collect(Collectors.joining("&")))
            .orElse(head.query());
    return new RequestHead(
        head.method(),
        head.scheme(),
        head.path(),
        query,
        headers,
        head.address(),
        head.localPort());
  }

  /** The page of an answer; empty where it has none. */
  private static Optional<JsonNode> page(APIGatewayProxyResponseEvent answer) throws IOException {
    return Integer.valueOf(200).equals(answer.getStatusCode())
        ? Optional.of(JSON.readTree(LambdaInvoker.body(answer)).path("data"))
        : Optional.empty();
  }
}
