package dev.tocsin.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.tocsin.local.http.Answer;
import dev.tocsin.platform.access.RefusalLog;
import java.io.InputStream;
import java.io.OutputStream;
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
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

@Timeout(60)
class HttpGatewayTest {
  private final HttpGateway gateway = HttpGateway.start(0, Duration.ofSeconds(20));
  private final HttpClient client = HttpClient.newHttpClient();
  private final BlockingQueue<APIGatewayProxyRequestEvent> events = new LinkedBlockingQueue<>();

  @AfterEach
  void stop() {
    client.close();
    gateway.close();
  }

  @Test
  void route_handsOverTheWholeRequest() throws Exception {
    routeTo(new APIGatewayProxyResponseEvent().withStatusCode(200).withBody("ok"));

    get("/approvals/7%20a?x=1&x=2&empty&y=%26", "X-Test-Header", "one", "X-Test-Header", "two");

    APIGatewayProxyRequestEvent event = events.take();
    assertThat(event.getHttpMethod()).isEqualTo("GET");
    assertThat(event.getPath()).isEqualTo("/approvals/7%20a");
    assertThat(event.getResource()).isEqualTo("/approvals/{proxy+}");
    assertThat(event.getPathParameters()).containsEntry("proxy", "7%20a");
    assertThat(event.getMultiValueQueryStringParameters())
        .containsOnly(
            Map.entry("x", List.of("1", "2")),
            Map.entry("empty", List.of("")),
            Map.entry("y", List.of("&")));
    assertThat(event.getQueryStringParameters()).containsEntry("x", "2");
    assertThat(event.getMultiValueHeaders()).containsEntry("X-Test-Header", List.of("one", "two"));
    assertThat(event.getHeaders())
        .containsEntry("X-Test-Header", "two")
        .containsEntry("X-Forwarded-For", "127.0.0.1");
    assertThat(event.getBody()).isNull();
    assertThat(event.getRequestContext().getIdentity().getSourceIp()).isEqualTo("127.0.0.1");
    assertThat(event.getRequestContext().getRequestId()).isNotBlank();
  }

  @Test
  void route_textStaysTextAndBinaryBecomesBase64() throws Exception {
    routeTo(new APIGatewayProxyResponseEvent().withStatusCode(204));

    post("/approvals/7", "{\"grüß\":1}".getBytes(StandardCharsets.UTF_8));
    post("/approvals/7", new byte[] {(byte) 0xff, 0, 1});

    APIGatewayProxyRequestEvent text = events.take();
    assertThat(text.getBody()).isEqualTo("{\"grüß\":1}");
    assertThat(text.getIsBase64Encoded()).isFalse();
    APIGatewayProxyRequestEvent binary = events.take();
    assertThat(Base64.getDecoder().decode(binary.getBody())).containsExactly(0xff, 0, 1);
    assertThat(binary.getIsBase64Encoded()).isTrue();
  }

  @Test
  void route_theAnswerKeepsStatusHeadersAndBinaryBody() throws Exception {
    routeTo(
        new APIGatewayProxyResponseEvent()
            .withStatusCode(201)
            .withHeaders(Map.of("Content-Type", "image/png"))
            .withMultiValueHeaders(Map.of("X-Many", List.of("a", "b")))
            .withIsBase64Encoded(true)
            .withBody(Base64.getEncoder().encodeToString(new byte[] {1, 2, 3})));

    HttpResponse<String> response = get("/approvals/7");

    assertThat(response.statusCode()).isEqualTo(201);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("image/png");
    assertThat(response.headers().allValues("X-Many")).containsExactlyInAnyOrder("a", "b");
    assertThat(response.body()).isEqualTo("\u0001\u0002\u0003");
  }

  @Test
  void route_theLongestPrefixAtAPathBorderWins() throws Exception {
    for (String prefix : List.of("/api", "/api/v1")) {
      gateway.route(
          prefix,
          (event, context) ->
              new APIGatewayProxyResponseEvent()
                  .withStatusCode(200)
                  .withBody(prefix.equals("/api") ? "short" : "long"));
    }

    assertThat(get("/api/v1/alerts").body()).isEqualTo("long");
    assertThat(get("/api/v2").body()).isEqualTo("short");
    assertProblem(get("/apiary"), 404);
  }

  @Test
  void route_aPrefixThatEndsWithASlash_hasWhatIsBelowOnly() throws Exception {
    for (String prefix : List.of("/api/alerts", "/api/alerts/")) {
      gateway.route(
          prefix,
          (event, context) ->
              new APIGatewayProxyResponseEvent()
                  .withStatusCode(200)
                  .withBody(prefix + " " + event.getResource()));
    }

    assertThat(get("/api/alerts").body()).isEqualTo("/api/alerts /api/alerts/{proxy+}");
    assertThat(get("/api/alerts/7/ack").body()).isEqualTo("/api/alerts/ /api/alerts/{proxy+}");
  }

  @Test
  void route_aFunctionThatFailsOrAnswersNonsense_isABadGateway() throws Exception {
    gateway.route(
        "/throws",
        (event, context) -> {
          throw new IllegalStateException("secret detail");
        });
    gateway.route("/nonsense", (event, context) -> new APIGatewayProxyResponseEvent());

    assertProblem(get("/throws"), 502);
    assertThat(get("/throws").body()).doesNotContain("secret detail");
    assertProblem(get("/nonsense"), 502);
  }

  @Test
  void route_aFunctionThatTakesTooLong_isAGatewayTimeout() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    try (HttpGateway impatient = HttpGateway.start(0, Duration.ofMillis(50))) {
      impatient.route(
          "/slow",
          (event, context) -> {
            try {
              never.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
            return new APIGatewayProxyResponseEvent().withStatusCode(200);
          });
      assertProblem(
          client.send(
              HttpRequest.newBuilder(URI.create(impatient.address() + "/slow")).build(),
              BodyHandlers.ofString()),
          504);
    }
  }

  @Test
  void page_isReadOnly() throws Exception {
    gateway.page("/health", () -> Answer.json(200, "{\"status\":\"up\"}"));

    assertThat(get("/health").body()).isEqualTo("{\"status\":\"up\"}");
    HttpResponse<String> refused = post("/health", new byte[0]);
    assertProblem(refused, 405);
    assertThat(refused.headers().firstValue("Allow")).hasValue("GET, HEAD");
  }

  @Test
  void page_thatFails_isAProblem() throws Exception {
    gateway.page(
        "/metrics",
        () -> {
          throw new IllegalStateException("secret detail");
        });

    assertProblem(get("/metrics"), 500);
    assertThat(get("/metrics").body()).doesNotContain("secret detail");
  }

  @Test
  void head_isAnsweredWithoutABody() throws Exception {
    gateway.page("/health", () -> Answer.text(200, "up"));
    HttpResponse<String> response =
        client.send(
            HttpRequest.newBuilder(URI.create(gateway.address() + "/health"))
                .method("HEAD", BodyPublishers.noBody())
                .build(),
            BodyHandlers.ofString());
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEmpty();
  }

  @Test
  void body_upToOneMebibyteOnly() throws Exception {
    routeTo(new APIGatewayProxyResponseEvent().withStatusCode(200));

    assertThat(post("/approvals/7", new byte[1 << 20]).statusCode()).isEqualTo(200);
    assertProblem(post("/approvals/7", new byte[(1 << 20) + 1]), 413);
    assertProblem(post("/approvals/7", new byte[3 << 20]), 413);
  }

  @Test
  void head_tooLarge_isRefused() throws Exception {
    gateway.page("/health", () -> Answer.text(200, "up"));

    assertProblem(get("/health", "X-Large", "x".repeat(17 << 10)), 431);
    assertProblem(get("/health?" + "x".repeat(9 << 10)), 414);
  }

  @Test
  void query_thatIsNotPercentEncoded_isRefused() throws Exception {
    routeTo(new APIGatewayProxyResponseEvent().withStatusCode(200));
    assertThat(raw("GET /approvals/7?x=%zz HTTP/1.1", "127.0.0.1:" + gateway.address().getPort()))
        .startsWith("HTTP/1.1 400 ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"evil.example:PORT", "evil.example", "127.0.0.1:1", "localhost.evil.example:PORT"})
  void host_ofAnotherName_isForbidden(String host) throws Exception {
    gateway.page("/health", () -> Answer.text(200, "up"));
    String answer = raw("GET /health HTTP/1.1", withPort(host));
    assertThat(answer).startsWith("HTTP/1.1 403 ").contains("application/problem+json");
  }

  @Test
  void host_ofAnotherName_isLoggedWithWhoAsks() throws Exception {
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    Logger log = (Logger) LoggerFactory.getLogger(RefusalLog.class);
    lines.start();
    log.addAppender(lines);
    try {
      gateway.page("/health", () -> Answer.text(200, "up"));
      assertThat(raw("GET /health HTTP/1.1", "evil.example")).startsWith("HTTP/1.1 403 ");
    } finally {
      log.detachAppender(lines);
    }
    int port = gateway.address().getPort();
    assertThat(lines.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsExactly(
            "refused GET /health of someone without credentials at 127.0.0.1: The Host header must be localhost:%d or 127.0.0.1:%d."
                .formatted(port, port));
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost:PORT", "LocalHost:PORT", "127.0.0.1:PORT", "[::1]:PORT"})
  void host_loopback_isServed(String host) throws Exception {
    gateway.page("/health", () -> Answer.text(200, "up"));
    assertThat(raw("GET /health HTTP/1.1", withPort(host))).startsWith("HTTP/1.1 200 ");
  }

  private String withPort(String host) {
    return host.replace("PORT", Integer.toString(gateway.address().getPort()));
  }

  private void routeTo(APIGatewayProxyResponseEvent response) {
    gateway.route(
        "/approvals",
        (event, context) -> {
          events.add(event);
          return response;
        });
  }

  private HttpResponse<String> get(String path, String... headers) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(gateway.address() + path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String path, byte[] body) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create(gateway.address() + path))
            .POST(BodyPublishers.ofByteArray(body))
            .build(),
        BodyHandlers.ofString());
  }

  /** The answer to a request whose head is written as it stands. */
  private String raw(String requestLine, String host) throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.address().getPort());
        OutputStream output = socket.getOutputStream();
        InputStream input = socket.getInputStream()) {
      output.write(
          (requestLine + "\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
              .getBytes(StandardCharsets.US_ASCII));
      return new String(input.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static void assertProblem(HttpResponse<String> response, int status) {
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(response.body())
        .startsWith("{\"type\":\"about:blank\",\"title\":\"")
        .contains("\"status\":" + status + ",\"detail\":\"");
  }
}
