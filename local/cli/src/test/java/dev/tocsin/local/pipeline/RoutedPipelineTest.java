package dev.tocsin.local.pipeline;

import static dev.tocsin.testkit.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import dev.tocsin.core.access.Credentials;
import dev.tocsin.core.fault.FaultPoints;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Alertmanager's API, configuration and webhooks in the process that has everything. */
class RoutedPipelineTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @TempDir static Path directory;

  /** Receivers and names of the alerts that their webhooks received: {@code ops Disk}. */
  private static final Queue<String> received = new ConcurrentLinkedQueue<>();

  private static HttpServer webhooks;
  private static EmbeddedPipeline pipeline;

  @BeforeAll
  static void start() throws IOException {
    webhooks = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    webhooks.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    webhooks.createContext(
        "/",
        exchange -> {
          var body = JSON.readTree(exchange.getRequestBody().readAllBytes());
          body.path("alerts")
              .forEach(alert ->
                  received.add(
                      body.path("receiver").asText()
                          + " "
                          + alert.at("/labels/alertname").asText()));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    webhooks.start();
    PipelineFiles files =
        new PipelineFiles(
            List.of(write("rules.yaml", "groups: []\n")),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(
                new RoutingFiles(
                    write("am.yml", routing("ops")),
                    Optional.of(write("tocsin.yml", "teams: []\n")))),
            Optional.of(write("credentials.yaml", credentials())),
            Optional.empty());
    pipeline =
        EmbeddedPipeline.start(
            new EmbeddedPipeline.Plan(
                files, URI.create("http://127.0.0.1:1"), Optional.empty(), 0, 0, 0),
            FaultPoints.NONE);
  }

  @AfterAll
  static void stop() {
    pipeline.close();
    webhooks.stop(0);
  }

  private static Path write(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }

  private static String routing(String receiver) {
    return """
    route: {receiver: %1$s, group_by: [alertname], group_wait: 0s}
    receivers: [{name: %1$s, webhook_configs: [{url: 'http://127.0.0.1:%2$d/'}]}]
    """
        .formatted(receiver, webhooks.getAddress().getPort());
  }

  private static String credentials() {
    StringBuilder yaml = new StringBuilder("credentials:\n");
    for (String role : List.of("viewer", "responder", "sender", "admin")) {
      yaml.append(
          "  - {name: %1$s, roles: [%1$s], token: \"%2$s\"}\n"
              .formatted(role, Credentials.hashOfToken(role)));
    }
    return yaml.toString();
  }

  @Test
  void post_alert_comesToTheWebhookOfItsRouteAndIsSeen() throws Exception {
    assertThat(post("Disk")).isEqualTo(200);

    within(LIMIT).until(() -> received.contains("ops Disk"));
    assertThat(ask("viewer", "GET", "/api/v2/alerts?filter=alertname%3DDisk", "").body())
        .contains("\"receivers\":[{\"name\":\"ops\"}]");
    assertThat(ask("viewer", "GET", "/api/v1/explain?label=alertname%3DDisk", "").body())
        .contains("ops/webhook[0]");
    assertThat(ask("viewer", "GET", "/api/v2/status", "").body())
        .contains("<secret>")
        .doesNotContain("teams");
  }

  @Test
  void reload_otherFile_isInForceAndAFaultyOneIsNot() throws Exception {
    Path faulty = write("am.yml", "route: {receiver: gone}\n");
    HttpResponse<String> refused = ask("admin", "POST", "/-/reload", "");
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body()).contains(faulty + ":1:");

    Path unused = write("am.yml", routing("db"));
    assertThat(ask("admin", "POST", "/-/reload", "").statusCode()).isEqualTo(200);

    assertThat(post("Moved")).isEqualTo(200);
    within(LIMIT).until(() -> received.contains("db Moved"));
    unused = write("am.yml", routing("ops"));
    assertThat(ask("admin", "POST", "/-/reload", "").statusCode()).isEqualTo(200);
    assertThat(ask("viewer", "GET", "/api/v1/configuration/versions?limit=1", "").body())
        .contains("\"in_force\":true", "am.yml");
  }

  @ParameterizedTest(name = "{1} {2} by {0}: {3}")
  @CsvSource(
      textBlock =
          """
          nobody,    GET,  /api/v2/status,   401
          viewer,    GET,  /api/v2/status,   200
          responder, GET,  /api/v2/alerts,   200
          sender,    GET,  /api/v2/alerts,   403
          viewer,    POST, /api/v2/alerts,   403
          responder, POST, /api/v2/alerts,   403
          sender,    POST, /api/v2/alerts,   200
          admin,     POST, /api/v2/alerts,   200
          viewer,    POST, /api/v2/silences, 403
          sender,    POST, /api/v2/silences, 403
          responder, POST, /api/v2/silences, 200
          viewer,    POST, /api/v1/configuration/check, 200
          responder, PUT,  /api/v1/configuration, 403
          """)
  void ask_byRole_isAnsweredOrRefused(String role, String method, String path, int status)
      throws Exception {
    String body =
        switch (path) {
          case "/api/v2/alerts" -> "[]";
          case "/api/v2/silences" ->
              """
              {"matchers":[{"name":"a","value":"b","isRegex":false}],"startsAt":"%1$s",
               "endsAt":"2126-01-01T00:00:00Z","createdBy":"me","comment":"c"}\
              """
                  .formatted(Instant.now());
          default -> "{\"alertmanager\":\"route: {receiver: a}\\nreceivers: [{name: a}]\\n\"}";
        };

    HttpResponse<String> answer = ask(role, method, path, method.equals("GET") ? "" : body);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
  }

  @ParameterizedTest(name = "{0} {1} from another site: {2}")
  @CsvSource(
      textBlock =
          """
          GET,  /api/v2/alerts,                      200, *
          POST, /api/v2/alerts,                      200, *
          POST, /api/v1/configuration/rollback/1,    403,
          GET,  /api/v1/configuration/versions,      200,
          """)
  void ask_fromAPageOfAnotherSite_isSharedBelowApiV2Only(
      String method, String path, int status, String allowed) throws Exception {
    HttpResponse<String> answer =
        CLIENT.send(
            request("admin", path)
                .header("Origin", "https://karma.example")
                .method(
                    method,
                    method.equals("GET")
                        ? BodyPublishers.noBody()
                        : BodyPublishers.ofString(path.endsWith("alerts") ? "[]" : ""))
                .build(),
            BodyHandlers.ofString());

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Access-Control-Allow-Origin"))
        .isEqualTo(Optional.ofNullable(allowed));
  }

  private static int post(String alertname) throws IOException, InterruptedException {
    return ask(
            "sender",
            "POST",
            "/api/v2/alerts",
            "[{\"labels\":{\"alertname\":\"%s\"}}]".formatted(alertname))
        .statusCode();
  }

  private static HttpResponse<String> ask(String role, String method, String path, String body)
      throws IOException, InterruptedException {
    return CLIENT.send(
        request(role, path)
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private static HttpRequest.Builder request(String role, String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(pipeline.http() + path))
            .header("Content-Type", "application/json")
            .header("If-Match", "*");
    return role.equals("nobody") ? request : request.header("Authorization", "Bearer " + role);
  }
}
