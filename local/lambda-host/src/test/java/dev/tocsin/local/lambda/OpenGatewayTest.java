package dev.tocsin.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.tocsin.core.limit.LimitHits;
import dev.tocsin.core.limit.Limits;
import dev.tocsin.local.http.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A gateway that takes visitors from anywhere, below a prefix. */
@Timeout(60)
class OpenGatewayTest {
  private final HttpGateway gateway =
      HttpGateway.start(
          new HttpGateway.Listen(
              "0.0.0.0",
              0,
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Limits.DEFAULT,
              LimitHits.NONE,
              HttpGateway.Visitors.ANY,
              "/am",
              () -> Map.of("X-Frame-Options", "deny")),
          Duration.ofSeconds(20));
  private final HttpClient client = HttpClient.newHttpClient();
  private final BlockingQueue<APIGatewayProxyRequestEvent> events = new LinkedBlockingQueue<>();

  @BeforeEach
  void route() {
    gateway.route(
        "/api/v2",
        (event, context) -> {
          events.add(event);
          return new APIGatewayProxyResponseEvent().withStatusCode(200).withBody("ok");
        });
    gateway.action("/-/reload", () -> Answer.text(200, "done"));
  }

  @AfterEach
  void stop() {
    client.close();
    gateway.close();
  }

  @Test
  void headers_areThoseOfAllAnswers_refusalsToo() throws Exception {
    for (String path : List.of("/am/api/v2/alerts", "/am/nothing")) {
      assertThat(get(path).headers().firstValue("X-Frame-Options")).contains("deny");
    }
  }

  @Test
  void route_belowThePrefix_seesThePathWithoutIt() throws Exception {
    assertThat(get("/am/api/v2/status").statusCode()).isEqualTo(200);
    assertThat(events.take().getPath()).isEqualTo("/api/v2/status");
  }

  @Test
  void route_outsideOfThePrefix_isNotFound() throws Exception {
    assertThat(get("/api/v2/status").statusCode()).isEqualTo(404);
    assertThat(get("/amx/api/v2/status").statusCode()).isEqualTo(404);
  }

  @Test
  void redirect_sendsToThePrefix() throws Exception {
    gateway.redirect("/", "/am/");
    HttpResponse<String> answer = get("/");
    assertThat(answer.statusCode()).isEqualTo(302);
    assertThat(answer.headers().firstValue("Location")).contains("/am/");
  }

  @Test
  void route_byAnotherHostName_isServed() throws Exception {
    assertThat(statusByHost("GET /am/api/v2/status", "alerts.example.org")).isEqualTo(200);
  }

  @Test
  void change_byAPageOfAnotherSite_isServedByTheApiOnly() throws Exception {
    assertThat(postFrom("/am/api/v2/alerts", "https://elsewhere.example")).isEqualTo(200);
    assertThat(postFrom("/am/-/reload", "https://elsewhere.example")).isEqualTo(403);
  }

  private int postFrom(String path, String origin) throws Exception {
    return client
        .send(
            HttpRequest.newBuilder(uri(path))
                .header("Origin", origin)
                .POST(BodyPublishers.ofString("[]"))
                .build(),
            BodyHandlers.ofString())
        .statusCode();
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return client.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
  }

  private URI uri(String path) {
    return URI.create(gateway.address() + path);
  }

  private int statusByHost(String line, String host) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.bound().getPort())) {
      String head = line + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      return Integer.parseInt(answer.substring(9, 12));
    }
  }
}
