package dev.tocsin.local.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.tocsin.core.access.Credentials;
import dev.tocsin.core.access.CredentialsFile;
import dev.tocsin.core.limit.Limit;
import dev.tocsin.core.limit.LimitHits;
import dev.tocsin.core.limit.Limits;
import dev.tocsin.core.yaml.Problems;
import dev.tocsin.core.yaml.SourceFile;
import dev.tocsin.local.http.Answer;
import dev.tocsin.platform.access.Authenticator;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.security.crypto.bcrypt.BCrypt;

/** Who is let in, in which order, where logins are asked for. */
@Timeout(60)
class GatewayAccessTest {
  private static final Limits LIMITS = new Limits(Map.of(Limit.HTTP_REQUESTS, 4));

  private final AtomicReference<Credentials> credentials =
      new AtomicReference<>(credentials("old"));
  private final HttpGateway gateway =
      HttpGateway.start(
          new HttpGateway.Listen(
              HttpGateway.LOOPBACK,
              0,
              Optional.of(
                  new Authenticator(
                      credentials::get, LIMITS, LimitHits.NONE, InstantSource.system())),
              Optional.empty(),
              Optional.empty(),
              LIMITS,
              LimitHits.NONE),
          Duration.ofSeconds(20));
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void stop() {
    client.close();
    gateway.close();
  }

  private static Credentials credentials(String token) {
    String text =
        """
        credentials:
          - {name: reader, roles: [viewer], token: "%s"}
          - {name: push, roles: [sender], token: "%s"}
          - {name: ada, roles: [admin], password: "%s"}
        """
            .formatted(
                Credentials.hashOfToken(token),
                Credentials.hashOfToken("push"),
                BCrypt.hashpw("right", "$2a$04$abcdefghijklmnopqrstuu"));
    return CredentialsFile.read(new SourceFile("who.yaml", text), new Problems()).orElseThrow();
  }

  @Test
  void function_bodyHalfSentWithoutALogin_isRefusedBeforeItIsRead() throws Exception {
    gateway.route("/api", (event, context) -> ok());
    try (Socket socket =
        new Socket(InetAddress.getLoopbackAddress(), gateway.address().getPort())) {
      socket
          .getOutputStream()
          .write(
              "POST /api/v1/rules/check HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\nhalf"
                  .getBytes(UTF_8));
      byte[] start = socket.getInputStream().readNBytes("HTTP/1.1 401".length());
      assertThat(new String(start, UTF_8)).isEqualTo("HTTP/1.1 401");
    }
  }

  @Test
  void page_byRole() throws Exception {
    gateway.page("/metrics", () -> Answer.text(200, "m"));
    gateway.openPage("/health", () -> Answer.text(200, "h"));

    HttpResponse<String> refused = get("/metrics", "");
    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(refused.headers().firstValue("WWW-Authenticate").orElseThrow()).startsWith("Basic ");
    assertThat(get("/metrics", "Bearer push").statusCode()).isEqualTo(403);
    assertThat(get("/metrics", "Bearer old").statusCode()).isEqualTo(200);
    assertThat(get("/metrics", basic("ada:right")).statusCode()).isEqualTo(200);
    assertThat(get("/health", "").statusCode()).isEqualTo(200);
    for (String none : List.of("/health/x", "/health/", "/metrics/x")) {
      assertThat(get(none, "Bearer old").statusCode()).as(none).isEqualTo(404);
    }
  }

  @Test
  void action_isForAdministratorsWhoPost() throws Exception {
    AtomicInteger done = new AtomicInteger();
    gateway.action(
        "/-/reload",
        () -> {
          done.incrementAndGet();
          return Answer.text(200, "");
        });

    assertThat(post("/-/reload", "", "").statusCode()).isEqualTo(401);
    HttpResponse<String> viewer = post("/-/reload", "Bearer old", "");
    assertThat(viewer.statusCode()).isEqualTo(403);
    assertThat(viewer.body()).contains("\\\"reader\\\" has not the role admin");
    assertThat(post("/-/reload", basic("ada:right"), "http://evil.example").statusCode())
        .isEqualTo(403);
    HttpResponse<String> read = get("/-/reload", basic("ada:right"));
    assertThat(read.statusCode()).isEqualTo(405);
    assertThat(read.headers().firstValue("Allow")).contains("POST");
    assertThat(done).hasValue(0);
    assertThat(post("/-/reload", basic("ada:right"), "").statusCode()).isEqualTo(200);
    assertThat(done).hasValue(1);
  }

  private HttpResponse<String> post(String path, String authorization, String origin)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(gateway.address() + path))
            .POST(HttpRequest.BodyPublishers.noBody());
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    if (!origin.isEmpty()) {
      request.header("Origin", origin);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void token_thatWasRemoved_isRefusedAtTheNextRequest() throws Exception {
    gateway.page("/metrics", () -> Answer.text(200, "m"));
    assertThat(get("/metrics", "Bearer old").statusCode()).isEqualTo(200);
    credentials.set(credentials("new"));
    assertThat(get("/metrics", "Bearer old").statusCode()).isEqualTo(401);
    assertThat(get("/metrics", "Bearer new").statusCode()).isEqualTo(200);
  }

  @Test
  void requestsWithoutALogin_leaveHalfOfTheSlotsToOthers() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    Semaphore inside = new Semaphore(0);
    gateway.openRoute(
        "/approvals",
        (event, context) -> {
          inside.release();
          try {
            go.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return ok();
        },
        Limit.APPROVAL_BODY);
    gateway.route("/api", (event, context) -> ok());
    List<CompletableFuture<HttpResponse<String>>> waiting = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      waiting.add(client.sendAsync(request("/approvals/1", ""), BodyHandlers.ofString()));
    }
    inside.acquire(2);

    HttpResponse<String> refused = get("/approvals/1", "");
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
    assertThat(get("/api", "Bearer old").statusCode()).isEqualTo(200);
    go.countDown();
    for (CompletableFuture<HttpResponse<String>> each : waiting) {
      assertThat(each.get().statusCode()).isEqualTo(200);
    }
    assertThat(get("/approvals/1", "").statusCode()).isEqualTo(200);
  }

  @Test
  void approvals_bodyIsSmallAndAnswerNotCompressed() throws Exception {
    gateway.openRoute(
        "/approvals",
        (event, context) ->
            ok().withHeaders(Map.of("Content-Type", "text/html")).withBody("x".repeat(5_000)),
        Limit.APPROVAL_BODY);
    gateway.route(
        "/api",
        (event, context) ->
            ok().withHeaders(Map.of("Content-Type", "text/html")).withBody("x".repeat(5_000)));
    HttpRequest large =
        HttpRequest.newBuilder(URI.create(gateway.address() + "/approvals/1"))
            .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[(64 << 10) + 1]))
            .build();
    assertThat(client.send(large, BodyHandlers.ofString()).statusCode()).isEqualTo(413);
    assertThat(encoding("/approvals/1")).isEmpty();
    assertThat(encoding("/api")).hasValue("gzip");
  }

  @Test
  void logins_tooManyWrongOnes_are429ThenTheRightOnePasses() throws Exception {
    gateway.page("/metrics", () -> Answer.text(200, "m"));
    List<CompletableFuture<HttpResponse<String>>> wrong = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      wrong.add(client.sendAsync(request("/metrics", basic("ada:" + i)), BodyHandlers.ofString()));
    }
    List<HttpResponse<String>> refused = new ArrayList<>();
    for (CompletableFuture<HttpResponse<String>> each : wrong) {
      HttpResponse<String> answer = each.get();
      assertThat(answer.statusCode()).isIn(401, 429);
      if (answer.statusCode() == 429) {
        refused.add(answer);
      }
    }
    assertThat(refused)
        .hasSizeGreaterThan(10)
        .allSatisfy(answer -> {
          assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
          assertThat(answer.headers().firstValue("Content-Type"))
              .hasValue("application/problem+json");
        });
    assertThat(get("/metrics", basic("ada:right")).statusCode()).isEqualTo(200);
  }

  private static APIGatewayProxyResponseEvent ok() {
    return new APIGatewayProxyResponseEvent().withStatusCode(200).withBody("ok");
  }

  private Optional<String> encoding(String path) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(gateway.address() + path))
            .headers("Authorization", "Bearer old", "Accept-Encoding", "gzip")
            .build();
    return client
        .send(request, BodyHandlers.ofByteArray())
        .headers()
        .firstValue("Content-Encoding");
  }

  private HttpResponse<String> get(String path, String authorization) throws Exception {
    return client.send(request(path, authorization), BodyHandlers.ofString());
  }

  private HttpRequest request(String path, String authorization) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(gateway.address() + path));
    return authorization.isEmpty()
        ? request.build()
        : request.header("Authorization", authorization).build();
  }

  private static String basic(String login) {
    return "Basic " + Base64.getEncoder().encodeToString(login.getBytes(UTF_8));
  }
}
