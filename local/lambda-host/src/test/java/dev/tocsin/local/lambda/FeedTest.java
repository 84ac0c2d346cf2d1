package dev.tocsin.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A function's pages as a stream: the function has numbered events, two to a page. */
@Timeout(60)
class FeedTest {
  private final HttpGateway gateway = HttpGateway.start(0, Duration.ofSeconds(20));
  private final HttpClient client = HttpClient.newHttpClient();
  private final AtomicInteger written = new AtomicInteger(5);
  private final Queue<Map<String, String>> asked = new ConcurrentLinkedQueue<>();

  @BeforeEach
  void route() {
    gateway.feed("/events", (event, context) -> page(event));
  }

  @AfterEach
  void stop() {
    client.close();
    gateway.close();
  }

  @Test
  void feed_aClientThatComesAgain_getsWhatItHasMissedAndThenWhatComes() throws Exception {
    try (Stream<String> lines = stream("/events?filter=x&after=0", "2")) {
      List<String> read =
          lines
              .peek(line -> comes(line, "id: 5"))
              .filter(line -> !line.startsWith("retry") && !line.isEmpty())
              .limit(12)
              .toList();

      assertThat(read)
          .containsExactly(
              "event: alert",
              "id: 3",
              "data: {\"id\":\"3\",\"topic\":\"alert\"}",
              "event: alert",
              "id: 4",
              "data: {\"id\":\"4\",\"topic\":\"alert\"}",
              "event: alert",
              "id: 5",
              "data: {\"id\":\"5\",\"topic\":\"alert\"}",
              "event: alert",
              "id: 6",
              "data: {\"id\":\"6\",\"topic\":\"alert\"}");
    }
    assertThat(asked).allSatisfy(query -> assertThat(query).containsEntry("filter", "x"));
    assertThat(asked).extracting(query -> query.get("after")).startsWith("2", "4", "5");
  }

  @Test
  void feed_aPlaceThatIsNotKept_isAResetAndGoesOn() throws Exception {
    try (Stream<String> lines = stream("/events", "99")) {
      assertThat(lines.filter(line -> !line.startsWith("retry") && !line.isEmpty()).limit(3))
          .containsExactly("event: reset", "id: 5", "data: {}");
    }
  }

  @Test
  void feed_withoutAskingForAStream_isAPage() throws Exception {
    HttpResponse<String> page =
        client.send(
            HttpRequest.newBuilder(gateway.address().resolve("/events?after=3")).build(),
            BodyHandlers.ofString());

    assertThat(page.body()).startsWith("{\"data\":{\"events\":[{\"id\":\"4\"");
  }

  @Test
  void feed_aRefusal_isTheAnswer() throws Exception {
    HttpResponse<String> refusal =
        client.send(request("/events?after=bad", "").build(), BodyHandlers.ofString());

    assertThat(refusal.statusCode()).isEqualTo(400);
    assertThat(refusal.body()).isEqualTo("bad place");
  }

  private void comes(String line, String seen) {
    if (line.equals(seen)) {
      written.incrementAndGet();
    }
  }

  private Stream<String> stream(String path, String lastId)
      throws IOException, InterruptedException {
    return client.send(request(path, lastId).build(), BodyHandlers.ofLines()).body();
  }

  private HttpRequest.Builder request(String path, String lastId) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(gateway.address().resolve(path))
            .header("Accept", "text/event-stream");
    return lastId.isEmpty() ? request : request.header("Last-Event-ID", lastId);
  }

  /** As a function does it, which makes pages only. */
  private APIGatewayProxyResponseEvent page(APIGatewayProxyRequestEvent event) {
    if (event.getMultiValueHeaders().values().stream()
        .anyMatch(values -> values.contains("text/event-stream"))) {
      return new APIGatewayProxyResponseEvent().withStatusCode(406);
    }
    Map<String, String> query =
        Optional.ofNullable(event.getQueryStringParameters()).orElse(Map.of());
    asked.add(query);
    String after = query.getOrDefault("after", "" + written.get());
    if (after.equals("bad")) {
      return new APIGatewayProxyResponseEvent().withStatusCode(400).withBody("bad place");
    }
    int place = Integer.parseInt(after);
    int last = Math.min(place + 2, written.get());
    boolean isReset = place > written.get();
    StringBuilder events = new StringBuilder();
    for (int id = place + 1; id <= last; id++) {
      events
          .append(events.isEmpty() ? "" : ",")
          .append("{\"id\":\"%d\",\"topic\":\"alert\"}".formatted(id));
    }
    return new APIGatewayProxyResponseEvent()
        .withStatusCode(200)
        .withBody(
            "{\"data\":{\"events\":[%s],\"next\":\"%d\",\"reset\":%s}}"
                .formatted(events, isReset ? written.get() : last, isReset));
  }
}
