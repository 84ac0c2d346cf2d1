package dev.tocsin.local.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.core.access.Credentials;
import dev.tocsin.core.access.Needs;
import dev.tocsin.core.access.Role;
import dev.tocsin.core.fault.FaultPoints;
import dev.tocsin.core.limit.LimitHits;
import dev.tocsin.core.limit.Limits;
import dev.tocsin.local.embedded.EmbeddedParts;
import dev.tocsin.local.lambda.HttpGateway;
import dev.tocsin.platform.access.Authenticator;
import dev.tocsin.store.Schema;
import dev.tocsin.testkit.lambda.SampleMessages;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.micronaut.context.ApplicationContext;
import io.micronaut.web.router.Router;
import io.micronaut.web.router.UriRouteInfo;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.security.crypto.bcrypt.BCrypt;

/**
 * Every route × where a request comes from × how its sender is known: who may change what. The
 * routes are those of the functions' routers, so that none is left out; the functions are the real
 * ones, behind the gateway, in three processes on one database.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WhoMayChangeWhatTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TOPIC = "gds.metrics.production";
  private static final String DEAD_LETTER = "0190a6f0-0000-7000-8000-0000000000dd";
  private static final PipelineQueues QUEUES = new PipelineQueues("who-");
  private static final URI PUBLIC = URI.create("https://tocsin.example/base");

  private static final String RULES =
      """
      groups:
        - name: trial
          rules:
            - {id: high, name: High, metric_name: cpu, operator: ">", threshold: 80, duration: 0, severity: high}
      """;

  private static final String CREDENTIALS =
      """
      credentials:
        - {name: ada, roles: [admin], password: "%s"}
        - {name: deploy, roles: [admin], token: "%s"}
        - {name: reader, roles: [viewer], token: "%s"}
      """
          .formatted(
              BCrypt.hashpw("secret", "$2a$04$abcdefghijklmnopqrstuu"),
              Credentials.hashOfToken("deploy"),
              Credentials.hashOfToken("read"));

  /** Tables that people may change, and what of their rows the pipeline itself does not. */
  private static final Map<String, String> TABLES =
      Map.of(
          "rule_version", "to_jsonb(t)",
          "routing_configuration", "to_jsonb(t)",
          "routing_activation", "to_jsonb(t)",
          "dead_letter", "to_jsonb(t)",
          "partition_cursor", "to_jsonb(t) - 'caught_up_at' - 'event_time'",
          "remediation_run", "to_jsonb(t)",
          "approval", "to_jsonb(t)",
          "audit", "to_jsonb(t)");

  private final HttpClient client = HttpClient.newHttpClient();
  private final List<Served> served = new ArrayList<>();
  private List<Route> routes = List.of();
  private EmbeddedParts parts;
  private Connection database;

  /** A route of a function. */
  private record Route(String method, String template, Role needs) {
    boolean isApproval() {
      return template.startsWith("/approvals");
    }

    boolean changes() {
      return !method.equals("GET") && !method.equals("HEAD");
    }

    /** What an answer says of it; nothing where it has no body. */
    String saying(String ofReading, String ofChanging) {
      return method.equals("HEAD") ? "" : changes() ? ofChanging : ofReading;
    }

    String bodyType() {
      return isApproval()
          ? "application/x-www-form-urlencoded"
          : template.startsWith("/api/v1/rules") ? "application/yaml" : "application/json";
    }

    /** A body that a route takes which needs one. */
    String body() {
      return isApproval()
          ? "token=guessed&decision=approve"
          : template.endsWith("/ack")
              ? "{\"duration\": \"1h\", \"comment\": \"\"}"
              : template.matches("/api/v1/configuration(/check)?([{].*)?") ? configuration() : "";
    }

    /** Another one each time. */
    private static String configuration() {
      return "{\"alertmanager\": \"route: {receiver: a}\\nreceivers: [{name: a}]\\n# %d\"}"
          .formatted(System.nanoTime());
    }

    private String query() {
      return template.startsWith("/api/v1/explain") ? "?label=a=b" : "";
    }

    /** An address of this route that names what is there, where it can. */
    String path() {
      return named() + query();
    }

    private String named() {
      return template
          .replaceAll("\\{[?&][^}]*}", "")
          .replace("{number}", "1")
          .replace("{topic}", TOPIC)
          .replace("{fingerprint}", "0000000000000001")
          .replace("{name}", "none")
          .replace("{id}", template.contains("dead-letters") ? DEAD_LETTER : anId());
    }

    /** The same with a name of nothing. */
    String unknown() {
      return ofNothing() + query();
    }

    private String ofNothing() {
      return template
          .replaceAll("\\{[?&][^}]*}", "")
          .replace("{number}", "99999")
          .replace("{topic}", "none")
          .replace("{fingerprint}", "00000000000000ff")
          .replace("{name}", "nothing")
          .replace(
              "{id}",
              template.startsWith("/api/v1/rules")
                  ? "none"
                  : "0190a6f0-0000-7000-8000-00000000ffff");
    }

    private String anId() {
      return isApproval() || template.startsWith("/api/v1/deliveries")
          ? "0190a6f0-0000-7000-8000-0000000000aa"
          : "high";
    }
  }

  /** Where a request comes from, as its browser says; {@code {own}} is the own origin. */
  private enum From {
    OWN("{own}", "same-origin", true),
    OWN_OLD_BROWSER("{own}", "", true),
    NO_BROWSER("", "", true),
    FOREIGN("http://evil.example", "cross-site", false),
    FOREIGN_OLD_BROWSER("http://evil.example", "", false),
    SIBLING("https://blog.tocsin.example", "same-site", false),
    NULL("null", "", false),
    CROSS_SITE_WITHOUT_ORIGIN("", "cross-site", false),
    CROSS_SITE_OWN_ORIGIN("{own}", "cross-site", false);

    final String origin;
    final String fetchSite;
    final boolean mayChange;

    From(String origin, String fetchSite, boolean mayChange) {
      this.origin = origin;
      this.fetchSite = fetchSite;
      this.mayChange = mayChange;
    }
  }

  /** How the sender is known. */
  private enum As {
    NOBODY("", false, false),
    BASIC_ADMIN(basic(), true, true),
    BEARER_ADMIN("Bearer deploy", true, true),
    BEARER_VIEWER("Bearer read", true, false);

    final String authorization;
    final boolean known;
    final boolean admin;

    As(String authorization, boolean known, boolean admin) {
      this.authorization = authorization;
      this.known = known;
      this.admin = admin;
    }

    private static String basic() {
      return "Basic " + Base64.getEncoder().encodeToString("ada:secret".getBytes(UTF_8));
    }
  }

  /** A process's HTTP interface. */
  private record Served(
      String name,
      boolean credentials,
      Optional<URI> publicUrl,
      HttpGateway gateway,
      List<AutoCloseable> open) {
    String own() {
      return publicUrl.isPresent() ? "https://tocsin.example" : gateway.address().toString();
    }
  }

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    parts =
        EmbeddedParts.start(
            new EmbeddedParts.Plan(Optional.empty(), 0, List.of(TOPIC), 1, QUEUES.specs()));
    database = DriverManager.getConnection(parts.postgres().jdbcUrl());
    served.add(serve(folder, "open", false, Optional.empty()));
    deadLetter();
    for (int version = 0; version < 2; version++) {
      for (String path : List.of("/api/v1/rules", "/api/v1/configuration")) {
        HttpResponse<String> put =
            send(served.getFirst(), new Route("PUT", path, Role.ADMIN), From.OWN, As.BASIC_ADMIN);
        assertThat(put.statusCode()).as(put.body()).isEqualTo(200);
      }
    }
    served.add(serve(folder, "with credentials", true, Optional.empty()));
    served.add(serve(folder, "with credentials and public_url", true, Optional.of(PUBLIC)));
  }

  @AfterAll
  void stop() throws Exception {
    for (Served route : served) {
      for (AutoCloseable part : route.open().reversed()) {
        part.close();
      }
    }
    database.close();
    parts.close();
    client.close();
  }

  private Served serve(Path folder, String name, boolean credentials, Optional<URI> publicUrl)
      throws Exception {
    LoadedFiles files =
        LoadedFiles.read(
            new PipelineFiles(
                List.of(),
                Optional.empty(),
                Optional.empty(),
                publicUrl.isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                        Files.writeString(folder.resolve("s.yaml"), "public_url: " + PUBLIC)),
                credentials
                    ? Optional.of(Files.writeString(folder.resolve("c.yaml"), CREDENTIALS))
                    : Optional.empty()),
            InstantSource.system());
    var sqs = parts.sqs().newClient();
    Addresses addresses =
        new Addresses(
            parts.kafka().bootstrapServers(),
            KafkaLogin.NONE,
            "who",
            parts.postgres().jdbcUrl(),
            Optional.empty(),
            Optional.of(parts.sqs().endpoint()),
            Optional.of(parts.sqs().key()),
            QUEUES.urls(sqs));
    var unused = Schema.migrate(addresses.database());
    Optional<Authenticator> authenticator =
        files
            .credentials()
            .map(known ->
                new Authenticator(known, Limits.DEFAULT, LimitHits.NONE, InstantSource.system()));
    HttpGateway gateway =
        HttpGateway.start(
            new HttpGateway.Listen(
                HttpGateway.LOOPBACK,
                0,
                authenticator,
                files.settings().publicUrl(),
                Optional.empty(),
                Limits.DEFAULT,
                LimitHits.NONE),
            HttpGateway.FUNCTION_TIMEOUT);
    PipelineSettings settings =
        new PipelineSettings(
            files.settings(),
            Optional.of(URI.create("http://127.0.0.1:1")),
            files.settings().publicUrl().orElse(gateway.address()),
            Optional.of(Base64.getEncoder().encodeToString(new byte[32])),
            Optional.of(Base64.getEncoder().encodeToString(new byte[32])),
            authenticator);
    RunningPipeline pipeline =
        RunningPipeline.start(
            addresses,
            sqs,
            gateway,
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
            files,
            settings,
            FaultPoints.NONE,
            FunctionSelection.all(0));
    if (routes.isEmpty()) {
      routes = routes(addresses, settings, files);
    }
    return new Served(name, credentials, publicUrl, gateway, List.of(sqs, pipeline));
  }

  /** What the routers of all functions know, from contexts of the same kind. */
  private static List<Route> routes(
      Addresses addresses, PipelineSettings settings, LoadedFiles files) {
    FunctionContexts contexts =
        new FunctionContexts(
            addresses,
            settings,
            files.currentSettings(),
            new SimpleMeterRegistry(),
            FaultPoints.NONE);
    try (ApplicationContext evaluator = contexts.evaluator(Optional.empty());
        ApplicationContext notifier = contexts.notifier();
        ApplicationContext enricher = contexts.enricher(files.cmdb());
        ApplicationContext remediation = contexts.remediation(files.catalogue())) {
      return Stream.of(evaluator, notifier, enricher, remediation)
          .flatMap(context -> context.findBean(Router.class).stream())
          .flatMap(Router::uriRoutes)
          .map(WhoMayChangeWhatTest::route)
          // The API of Alertmanager is shared with other sites: RoutedPipelineTest has its table.
          .filter(route -> !route.template().startsWith("/api/v2/"))
          .distinct()
          .sorted(Comparator.comparing(Route::template).thenComparing(Route::method))
          .toList();
    }
  }

  private static Route route(UriRouteInfo<?, ?> route) {
    return new Route(
        route.getHttpMethodName(),
        route.getUriMatchTemplate().toString(),
        route.getAnnotationMetadata().enumValue(Needs.class, Role.class).orElse(Role.ADMIN));
  }

  @Test
  void routes_areThoseOfAllFunctions() {
    assertThat(routes)
        .extracting(route -> route.method() + " " + route.path())
        .contains(
            "PUT /api/v1/rules",
            "POST /api/v1/rules/check",
            "POST /api/v1/rules/rollback/1",
            "PUT /api/v1/configuration",
            "POST /api/v1/configuration/check",
            "POST /api/v1/configuration/rollback/1",
            "POST /api/v1/cursors/" + TOPIC + "/reset",
            "POST /api/v1/dead-letters/" + DEAD_LETTER + "/redrive",
            "GET /api/v1/alerts",
            "POST /approvals/0190a6f0-0000-7000-8000-0000000000aa");
  }

  /** A test of each route of each process, which tries all its rows of the table. */
  @TestFactory
  Stream<DynamicTest> table() {
    return served.stream()
        .flatMap(process ->
            routes.stream()
                .map(route ->
                    DynamicTest.dynamicTest(
                        "%s: %s %s".formatted(process.name(), route.method(), route.template()),
                        () -> {
                          if (route.changes()) {
                            changes(process, route);
                          } else {
                            reads(process, route);
                          }
                        })));
  }

  /** Requests that no route takes, and how each is refused: always by a document of one shape. */
  @TestFactory
  Stream<DynamicTest> errors() {
    Served open = served.getFirst();
    Served guarded = served.get(1);
    List<DynamicTest> tests = new ArrayList<>();
    for (Route route : routes) {
      String name = route.method() + " " + route.template();
      tests.add(
          DynamicTest.dynamicTest(
              "wrong method: " + name, () -> refused(open, "DELETE", route.path(), "", 405)));
      tests.add(
          DynamicTest.dynamicTest(
              "too large a body: " + name,
              () -> refused(open, "POST", route.path(), "x".repeat((6 << 20) + 1), 413)));
      if (!route.isApproval()) {
        tests.add(
            DynamicTest.dynamicTest(
                "missing login: " + name,
                () -> refused(guarded, route.method(), route.path(), "", 401)));
      }
      if (!route.path().equals(route.unknown())) {
        tests.add(
            DynamicTest.dynamicTest(
                "unknown id: " + name,
                () ->
                    refused(
                        open,
                        route.method(),
                        route.unknown(),
                        route.changes() ? route.body() : "",
                        !route.isApproval() ? 404 : route.changes() ? 403 : 400)));
      }
    }
    WRONG.forEach((wrong, status) -> {
      String[] parts = wrong.split(" ", -1);
      tests.add(
          DynamicTest.dynamicTest(
              "wrong: " + wrong, () -> refused(open, parts[0], parts[1], parts[2], status)));
    });
    return tests.stream();
  }

  /** Method, target and body that are each wrong by themselves, and the status that says so. */
  private static final Map<String, Integer> WRONG =
      Map.ofEntries(
          Map.entry("PUT /api/v1/rules {", 422),
          Map.entry("PUT /api/v1/rules ", 400),
          Map.entry("POST /api/v1/rules/check ", 400),
          Map.entry("POST /api/v1/rules/rollback/x ", 400),
          Map.entry("GET /api/v1/rules?group_limit=-1 ", 400),
          Map.entry("GET /api/v1/alerts?limit=x ", 400),
          Map.entry("GET /api/v1/rules/versions?after=x ", 400),
          Map.entry("GET /api/v1/rules/versions/x ", 400),
          Map.entry("GET /api/v1/rules/high/alert-keys?limit=x ", 400),
          Map.entry("GET /api/v1/alert-keys/x/why ", 400),
          Map.entry("POST /api/v1/cursors/" + TOPIC + "/reset?partition=x ", 400),
          Map.entry("PUT /api/v1/configuration {", 400),
          Map.entry("PUT /api/v1/configuration {\"alertmanager\":\"x\"}", 422),
          Map.entry("POST /api/v1/configuration/check?after=x {\"alertmanager\":\"x\"}", 400),
          Map.entry("POST /api/v1/configuration/rollback/x ", 400),
          Map.entry("GET /api/v1/configuration/versions?after=x ", 400),
          Map.entry("GET /api/v1/configuration/versions/x ", 400),
          Map.entry("GET /api/v1/dead-letters?after=x ", 400),
          Map.entry("GET /api/v1/dead-letters?limit=x ", 400),
          Map.entry("GET /api/v1/dead-letters/x ", 400),
          Map.entry("GET /api/v1/deliveries?state=x ", 400),
          Map.entry("GET /api/v1/deliveries?limit=x ", 400),
          Map.entry("POST /api/v1/deliveries/x/redrive ", 400),
          Map.entry("POST /api/v1/dead-letters/x/redrive ", 400),
          Map.entry("POST /api/v1/dead-letters/x/redrive yaml", 415),
          Map.entry("POST /api/v1/cursors/none/reset yaml", 415),
          Map.entry("POST /approvals/x token=a", 400),
          Map.entry("GET /approvals/x?token=a ", 400),
          Map.entry("POST /metrics ", 405),
          Map.entry("GET /-/reload ", 405),
          Map.entry("GET /health/x ", 404),
          Map.entry("POST /health ", 405),
          Map.entry("GET /nothing ", 404),
          Map.entry("GET /api/v1/rules/a/b/c ", 404),
          Map.entry("GET /api/v1/alerts?a=%zz ", 400));

  private void refused(Served process, String method, String target, String body, int status)
      throws Exception {
    boolean approval = target.startsWith("/approvals");
    try (Socket socket =
        new Socket(process.gateway().address().getHost(), process.gateway().address().getPort())) {
      String head =
          "%s %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nConnection: close\r\nAccept: */*\r\nIf-Match: *\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n"
              .formatted(
                  method,
                  target,
                  socket.getPort(),
                  approval
                      ? "application/x-www-form-urlencoded"
                      : target.startsWith("/api/v1/rules") || body.equals("yaml")
                          ? "application/yaml"
                          : "application/json",
                  body.length());
      socket
          .getOutputStream()
          .write((head + (body.length() > 1_000_000 ? "" : body)).getBytes(UTF_8));
      String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
      assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
      if (method.equals("HEAD")) {
        return;
      }
      JsonNode document = JSON.readTree(answer.substring(answer.indexOf("\r\n\r\n") + 4));
      if (method.equals("GET")
          && target.matches("/api/v1/(rules|alerts)(\\?.*)?")
          && !List.of(401, 413).contains(status)
          && !target.contains("%")) {
        assertThat(answer).contains("\r\nContent-Type: application/json\r\n");
        assertThat(document.path("status").asText()).isEqualTo("error");
        assertThat(document.path("errorType").asText()).isEqualTo("bad_data");
        assertThat(document.path("error").asText()).isNotBlank();
        return;
      }
      assertThat(answer).contains("\r\nContent-Type: application/problem+json\r\n");
      assertThat(document.path("type").asText()).as(answer).isEqualTo("about:blank");
      assertThat(document.path("title").asText()).isNotBlank();
      assertThat(document.path("status").asInt()).isEqualTo(status);
      assertThat(document.path("detail").asText()).isNotBlank();
      assertThat(document.path("problems").isMissingNode()).isEqualTo(status != 422);
      assertThat(answer.contains("\r\nAllow: ")).isEqualTo(status == 405);
    }
  }

  private void changes(Served process, Route route) throws Exception {
    for (From from : From.values()) {
      for (As as : As.values()) {
        String before = content();
        boolean passes = row(process, route, from, as);
        if (!passes) {
          assertThat(content()).as("%s as %s", from, as).isEqualTo(before);
        } else if (route.template().equals("/api/v1/rules")
            || route.template().equals("/api/v1/configuration")
            || route.template().startsWith("/api/v1/rules/rollback")) {
          assertThat(content()).as("%s as %s", from, as).isNotEqualTo(before);
        }
      }
    }
  }

  /** Where it comes from matters to none: a few of the places will do. */
  private void reads(Served process, Route route) throws Exception {
    String before = content();
    for (From from : List.of(From.OWN, From.NO_BROWSER, From.FOREIGN, From.NULL, From.SIBLING)) {
      for (As as : As.values()) {
        boolean unused = row(process, route, from, as);
      }
    }
    assertThat(content()).isEqualTo(before);
  }

  /** Whether it reaches its method, which it does only if it may. */
  private boolean row(Served process, Route route, From from, As as) throws Exception {
    HttpResponse<String> answer = send(process, route, from, as);
    String said = "from %s as %s: %s %s".formatted(from, as, answer.statusCode(), answer.body());
    assertThat(answer.headers().map().keySet())
        .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("access-control-"));
    boolean known = !process.credentials() || as.known;
    boolean may = !process.credentials() || as.admin || route.needs() == Role.VIEWER;
    if (route.isApproval()) {
      // Whoever asks, from wherever: without its token an approval is not even shown.
      assertThat(answer.statusCode()).as(said).isEqualTo(route.changes() ? 403 : 400);
      assertThat(said).contains(route.saying("token is missing", "the link is not valid"));
      return false;
    }
    if (route.changes() && !from.mayChange) {
      assertThat(answer.statusCode()).as(said).isEqualTo(403);
      assertThat(answer.headers().firstValue("Content-Type").orElse(""))
          .startsWith("application/problem+json");
      assertThat(answer.headers().firstValue("WWW-Authenticate")).isEmpty();
      assertThat(said).contains("a request that changes something must come from");
      return false;
    }
    if (!known) {
      assertThat(answer.statusCode()).as(said).isEqualTo(401);
      return false;
    }
    if (!may) {
      assertThat(answer.statusCode()).as(said).isEqualTo(403);
      assertThat(said).contains(route.saying("has not the role", "has not the role"));
      return false;
    }
    // Found or not, in conflict or not: the method says so.
    assertThat(answer.statusCode()).as(said).isIn(200, 404, 409);
    assertThat(said).doesNotContain("There is nothing at this path");
    return true;
  }

  private HttpResponse<String> send(Served process, Route route, From from, As as)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(process.gateway().address() + route.path()))
            .header("Accept", "application/json, application/yaml")
            .header("If-Match", "*")
            .header("Content-Type", route.bodyType());
    if (!from.origin.isEmpty()) {
      request.header("Origin", from.origin.replace("{own}", process.own()));
    }
    if (!from.fetchSite.isEmpty()) {
      request.header("Sec-Fetch-Site", from.fetchSite);
    }
    if (!as.authorization.isEmpty()) {
      request.header("Authorization", as.authorization);
    }
    String body =
        route.body().isEmpty()
            ? RULES.replace("name: High", "name: High " + System.nanoTime())
            : route.body();
    return client.send(
        request
            .method(
                route.method(),
                route.changes() ? BodyPublishers.ofString(body) : BodyPublishers.noBody())
            .build(),
        BodyHandlers.ofString());
  }

  private void deadLetter() throws SQLException {
    try (var insert =
        database.prepareStatement(
            """
            INSERT INTO dead_letter (id, source, queue, reason, detail, raw, created_at)
            VALUES (?::uuid, 'event', 'notify', 'unreadable', '', ?, now())
            """)) {
      insert.setString(1, DEAD_LETTER);
      insert.setBytes(2, SampleMessages.FIRED_EVENT.getBytes(UTF_8));
      insert.executeUpdate();
    }
  }

  /** All rows that people may change, but for what the pipeline itself notes of time passing. */
  private String content() throws SQLException {
    StringBuilder content = new StringBuilder();
    try (Statement statement = database.createStatement()) {
      for (Map.Entry<String, String> table : TABLES.entrySet()) {
        try (ResultSet rows =
            statement.executeQuery(
                "SELECT coalesce(string_agg((%1$s)::text, E'\\n' ORDER BY (%1$s)::text), '') FROM %2$s t"
                    .formatted(table.getValue(), table.getKey()))) {
          rows.next();
          content.append(table.getKey()).append('\n').append(rows.getString(1)).append('\n');
        }
      }
    }
    return content.toString();
  }
}
