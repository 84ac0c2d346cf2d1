package dev.tocsin.local.http;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A streamed answer of server-sent events. */
public final class EventStream implements AutoCloseable {
  /** Proxies that wait for the end of an answer, nginx for one, are asked to pass on what comes. */
  private static final Map<String, List<String>> HEADERS =
      Map.of(
          "Content-Type", List.of("text/event-stream; charset=utf-8"),
          "Cache-Control", List.of("no-store"),
          "X-Accel-Buffering", List.of("no"));

  private final StreamedAnswer answer;

  private EventStream(StreamedAnswer answer) {
    this.answer = answer;
  }

  /**
   * Begins the answer to a request.
   *
   * @throws RequestRefused when there are too many streams
   * @throws IOException when the client has left
   */
  public static EventStream begin(Exchange exchange) throws IOException {
    return new EventStream(exchange.stream(200, HEADERS));
  }

  /** As {@link StreamedAnswer#isOpen}. */
  public boolean isOpen() {
    return answer.isOpen();
  }

  /** As {@link StreamedAnswer#onEnd}. */
  public void onEnd(Runnable task) {
    answer.onEnd(task);
  }

  /** Sends an event; throws as {@link StreamedAnswer#write} does, as the others do. */
  public void send(ServerSentEvent event) throws IOException {
    answer.write(event.bytes());
  }

  /** Sends what clients skip; it shows whether the client is still there. */
  public void comment(String text) throws IOException {
    answer.write(ServerSentEvent.comment(text));
  }

  /** Says how long the client is to wait before it comes again after the stream has ended. */
  public void retryAfter(Duration wait) throws IOException {
    answer.write(ServerSentEvent.retry(wait));
  }

  @Override
  public void close() throws IOException {
    answer.close();
  }
}
