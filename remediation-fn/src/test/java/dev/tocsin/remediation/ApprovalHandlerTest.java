package dev.tocsin.remediation;

import static dev.tocsin.remediation.Stage.catalogue;
import static dev.tocsin.remediation.Stage.event;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent.ProxyRequestContext;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent.RequestIdentity;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.tocsin.core.message.AlertChanged;
import dev.tocsin.core.remediation.ApprovalToken;
import dev.tocsin.core.remediation.AuditEntry;
import dev.tocsin.core.remediation.AuditTrail;
import dev.tocsin.core.remediation.EndReason;
import dev.tocsin.core.remediation.Run;
import dev.tocsin.core.remediation.RunStatus;
import io.micronaut.core.type.Argument;
import io.micronaut.function.aws.proxy.MockLambdaContext;
import io.micronaut.serde.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** The contract of the approval links, over the real function and events of a REST API. */
class ApprovalHandlerTest {
  private static final String JSON = "application/json";
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String BROWSER = "text/html,application/xhtml+xml,*/*;q=0.8";

  private static final Stage STAGE = new Stage("");

  private final Repairs repairs = new Repairs();
  private final Stage stage = STAGE;
  private final ApprovalHandler handler = new ApprovalHandler(stage.context);
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  private Run run;
  private String token;

  @BeforeEach
  void ask() {
    log.start();
    ((Logger) LoggerFactory.getLogger("ROOT")).addAppender(log);
    stage.clear();
    stage.catalogueIs(catalogue(repairs.url(), true, 1, "1h"));
    stage.take(event(1, 1, AlertChanged.FIRED));
    run = stage.run(1, 1);
    token =
        ApprovalToken.derive(
            Stage.KEY,
            run.id(),
            run.plan().parametersHash(),
            run.approval().orElseThrow().expiresAt());
    stage.waker.delays.clear();
  }

  @AfterEach
  void close() {
    ((Logger) LoggerFactory.getLogger("ROOT")).detachAppender(log);
    assertThat(log.list)
        .filteredOn(line -> line.getLevel().isGreaterOrEqual(Level.INFO))
        .noneMatch(line -> line.getFormattedMessage().contains(token));
    repairs.close();
  }

  @AfterAll
  static void end() {
    STAGE.close();
  }

  private APIGatewayProxyResponseEvent call(
      String method,
      String id,
      @Nullable String queryToken,
      Map<String, String> headers,
      @Nullable String body) {
    APIGatewayProxyRequestEvent event =
        new APIGatewayProxyRequestEvent()
            .withHttpMethod(method)
            .withPath("/approvals/" + id)
            .withResource("/approvals/{id}")
            .withHeaders(headers)
            .withBody(body)
            .withIsBase64Encoded(false)
            .withRequestContext(
                new ProxyRequestContext()
                    .withHttpMethod(method)
                    .withIdentity(new RequestIdentity().withSourceIp("203.0.113.9")));
    if (queryToken != null) {
      event.setQueryStringParameters(Map.of("token", queryToken));
    }
    return handler.handleRequest(event, new MockLambdaContext());
  }

  private APIGatewayProxyResponseEvent get(String id, @Nullable String with, String accept) {
    return call("GET", id, with, Map.of("Accept", accept), null);
  }

  private APIGatewayProxyResponseEvent post(String body) {
    return call("POST", id(), null, Map.of("Content-Type", JSON, "Accept", JSON), body);
  }

  private String id() {
    return run.id().toString();
  }

  private String answer(String decision, String comment) {
    return "{\"token\":\"%s\",\"decision\":\"%s\",\"comment\":\"%s\"}"
        .formatted(token, decision, comment);
  }

  private Map<String, Object> json(APIGatewayProxyResponseEvent response) {
    try {
      Map<String, Object> map =
          stage
              .context
              .getBean(ObjectMapper.class)
              .readValue(response.getBody(), Argument.mapOf(String.class, Object.class));
      return map == null ? Map.of() : map;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String header(APIGatewayProxyResponseEvent response, String name) {
    return Stream.of(response.getMultiValueHeaders())
        .flatMap(headers -> headers.entrySet().stream())
        .filter(header -> header.getKey().equalsIgnoreCase(name))
        .flatMap(header -> header.getValue().stream())
        .findFirst()
        .orElse("");
  }

  private void assertProblem(APIGatewayProxyResponseEvent response, int status, String detail) {
    assertThat(response.getStatusCode()).isEqualTo(status);
    assertThat(header(response, "Content-Type")).startsWith("application/problem+json");
    assertThat(header(response, "Cache-Control")).isEqualTo("no-store");
    assertThat(json(response))
        .containsEntry("status", status)
        .containsEntry("type", "about:blank")
        .containsKey("title")
        .containsEntry("detail", detail);
  }

  @Test
  void get_json_showsWhatWouldBeDone() {
    APIGatewayProxyResponseEvent response = get(id(), token, JSON);
    assertThat(response.getStatusCode()).isEqualTo(200);
    assertThat(header(response, "Content-Type")).startsWith(JSON);
    assertThat(header(response, "Cache-Control")).isEqualTo("no-store");
    assertThat(header(response, "Referrer-Policy")).isEqualTo("strict-origin");
    assertThat(json(response))
        .containsEntry("id", id())
        .containsEntry("remediation", "clear_temp")
        .containsEntry("action", "http")
        .containsEntry("target", "web-1")
        .containsEntry(
            "parameters",
            Map.of(
                "method", "POST", "url", repairs.url() + "/web-1", "body", "{\"mount\":\"/tmp\"}"))
        .containsEntry("expires_at", "2026-11-21T10:30:00.000Z")
        .containsEntry("status", "awaiting_approval")
        .hasEntrySatisfying(
            "alert",
            alert ->
                assertThat(alert)
                    .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
                    .containsEntry("alert_name", "Disk <full>")
                    .containsEntry("instance_id", "web-1")
                    .containsEntry("started_at", "2026-11-21T10:00:00.000Z"));
    assertThat(response.getBody()).doesNotContain("s3cret");
  }

  @Test
  void get_browser_isAPageThatEscapesAndLoadsNothing() {
    APIGatewayProxyResponseEvent response = get(id(), token, BROWSER);
    assertThat(response.getStatusCode()).isEqualTo(200);
    assertThat(header(response, "Content-Type")).startsWith("text/html");
    assertThat(header(response, "Content-Security-Policy"))
        .contains("default-src 'none'")
        .contains("form-action 'self'")
        .contains("frame-ancestors 'none'");
    assertThat(header(response, "Cache-Control")).isEqualTo("no-store");
    assertThat(header(response, "Referrer-Policy")).isEqualTo("strict-origin");
    assertThat(response.getBody())
        .contains("Clear &lt;temporary&gt; files", "Disk &lt;full&gt;", "web-1")
        .contains("name=\"token\" value=\"" + token + "\"")
        .contains("value=\"approve\"", "value=\"deny\"", "<textarea")
        .doesNotContain("<temporary>", "<full>", "<script", "http-equiv", "s3cret", "src=");
  }

  @Test
  void get_howeverOften_neverDecides() {
    for (int i = 0; i < 3; i++) {
      get(id(), token, BROWSER);
      call("HEAD", id(), token, Map.of(), null);
    }
    assertThat(stage.run(1, 1)).isEqualTo(run);
    assertThat(stage.context.getBean(AuditTrail.class).of(run.id())).isEmpty();
  }

  @Test
  void post_approve_isRecordedAndCarriedOut() {
    APIGatewayProxyResponseEvent response = post(answer("approve", "go on"));
    assertThat(response.getStatusCode()).isEqualTo(200);
    assertThat(json(response)).isEqualTo(Map.of("id", id(), "status", "approved"));
    assertThat(stage.waker.delays).containsExactly(Duration.ZERO);
    assertThat(stage.context.getBean(AuditTrail.class).of(run.id()))
        .singleElement()
        .satisfies(entry -> {
          assertThat(entry.action()).isEqualTo("remediation.approve");
          assertThat(entry.principal()).isEqualTo("link");
          assertThat(entry.source()).isEqualTo("203.0.113.9");
          assertThat(entry.comment()).isEqualTo("go on");
        });
    stage.work();
    assertThat(stage.run(1, 1).status()).isEqualTo(RunStatus.SUCCESS);
    assertThat(repairs.requests).hasSize(1);
    assertThat(json(get(id(), token, JSON))).containsEntry("status", "success");
  }

  @Test
  void post_deny_endsTheRun() {
    assertThat(json(post(answer("deny", "not now"))))
        .isEqualTo(Map.of("id", id(), "status", "denied"));
    Run denied = stage.run(1, 1);
    assertThat(denied.status()).isEqualTo(RunStatus.SKIPPED);
    assertThat(denied.reason()).hasValue(EndReason.DENIED);
    assertThat(stage.context.getBean(AuditTrail.class).of(run.id()))
        .extracting(AuditEntry::action)
        .containsExactly("remediation.deny");
    stage.work();
    assertThat(repairs.requests).isEmpty();
    assertThat(json(get(id(), token, JSON))).containsEntry("status", "denied");
  }

  @Test
  void post_browserForm_answersWithAPage() {
    String body =
        "token=%s&decision=approve&comment=%s"
            .formatted(token, URLEncoder.encode("let's <go> ü", StandardCharsets.UTF_8));
    APIGatewayProxyResponseEvent response =
        call(
            "POST",
            id(),
            null,
            Map.of("Content-Type", FORM + ";charset=UTF-8", "Accept", BROWSER),
            body);
    assertThat(response.getStatusCode()).isEqualTo(200);
    assertThat(header(response, "Content-Type")).startsWith("text/html");
    assertThat(response.getBody()).contains("approved").doesNotContain(token);
    assertThat(stage.context.getBean(AuditTrail.class).of(run.id()))
        .extracting(AuditEntry::comment)
        .containsExactly("let's <go> ü");
  }

  @Test
  void post_formWithoutBrowser_answersWithJson() {
    APIGatewayProxyResponseEvent response =
        call(
            "POST",
            id(),
            null,
            Map.of("Content-Type", FORM),
            "token=" + token + "&decision=approve");
    assertThat(json(response)).isEqualTo(Map.of("id", id(), "status", "approved"));
  }

  @Test
  void post_base64Body_isDecoded() {
    APIGatewayProxyRequestEvent event =
        new APIGatewayProxyRequestEvent()
            .withHttpMethod("POST")
            .withPath("/approvals/" + id())
            .withHeaders(Map.of("Content-Type", JSON))
            .withBody(
                Base64.getEncoder()
                    .encodeToString(answer("approve", "").getBytes(StandardCharsets.UTF_8)))
            .withIsBase64Encoded(true);
    assertThat(handler.handleRequest(event, new MockLambdaContext()).getStatusCode())
        .isEqualTo(200);
  }

  @Test
  void post_twice_theSecondIsAConflict() {
    post(answer("approve", ""));
    assertProblem(post(answer("deny", "")), 409, "this was decided before");
    assertThat(stage.run(1, 1).status()).isEqualTo(RunStatus.APPROVED);
    assertThat(stage.context.getBean(AuditTrail.class).of(run.id())).hasSize(1);
  }

  @Test
  void post_alertResolved_isAConflict() {
    stage.take(event(1, 2, AlertChanged.RESOLVED));
    assertProblem(post(answer("approve", "")), 409, "the alert is over");
  }

  @Test
  void post_parametersChanged_isAConflict() {
    stage.catalogueIs(catalogue(repairs.url() + "/other", true, 1, "1h"));
    assertProblem(
        post(answer("approve", "")),
        409,
        "the catalogue no longer says what was asked; nothing is done");
    assertThat(stage.run(1, 1).status()).isEqualTo(RunStatus.AWAITING_APPROVAL);
  }

  @Test
  void expired_getAndPost_areGone() {
    stage.clock.advance(Duration.ofMinutes(30));
    assertProblem(get(id(), token, JSON), 410, "the question has lapsed");
    assertProblem(post(answer("approve", "")), 410, "the question has lapsed");
    stage.work();
    assertProblem(get(id(), token, JSON), 410, "the question has lapsed");
    assertProblem(post(answer("approve", "")), 410, "the question has lapsed");
  }

  @Test
  void wrongTokenAndUnknownRun_areTheSameAnswerByteForByte() {
    String unknown = UUID.randomUUID().toString();
    String wrong = token.substring(1) + "A";
    List<APIGatewayProxyResponseEvent> answers =
        List.of(
            get(id(), wrong, JSON),
            get(unknown, token, JSON),
            get(unknown, wrong, JSON),
            post(answer("approve", "").replace(token, wrong)),
            call("POST", unknown, null, Map.of("Content-Type", JSON), answer("approve", "")));
    assertProblem(answers.getFirst(), 403, "the link is not valid");
    assertThat(answers)
        .allSatisfy(answer -> {
          assertThat(answer.getStatusCode()).isEqualTo(403);
          assertThat(answer.getBody()).isEqualTo(answers.getFirst().getBody());
          assertThat(undated(answer)).isEqualTo(undated(answers.getFirst()));
        });
    assertThat(page(get(id(), wrong, BROWSER), 403))
        .isEqualTo(page(get(unknown, token, BROWSER), 403))
        .contains("This link is not valid", "Open the link from the notification once more")
        .doesNotContain("web-1", token, wrong);
    assertThat(stage.run(1, 1)).isEqualTo(run);
  }

  @Test
  void wrongTokenAndUnknownRun_runTheSameStatements() {
    String unknown = UUID.randomUUID().toString();
    String wrong = token.substring(1) + "A";
    List<String> look = statements(() -> get(id(), wrong, JSON));
    assertThat(look).singleElement().asString().contains("LEFT JOIN approval");
    assertThat(statements(() -> get(unknown, token, JSON))).isEqualTo(look);
    List<String> decide = statements(() -> post(answer("approve", "").replace(token, wrong)));
    assertThat(decide).isEqualTo(look);
    assertThat(
            statements(() ->
                call("POST", unknown, null, Map.of("Content-Type", JSON), answer("approve", ""))))
        .isEqualTo(decide);
    assertThat(statements(() -> get(id(), token, JSON))).hasSize(2);
  }

  /** The SQL statements of a request, in order. */
  private static List<String> statements(Runnable request) {
    ListAppender<ILoggingEvent> sql = new ListAppender<>();
    sql.start();
    Logger queries = (Logger) LoggerFactory.getLogger("io.micronaut.data.query");
    queries.setLevel(Level.DEBUG);
    queries.addAppender(sql);
    try {
      request.run();
    } finally {
      queries.detachAppender(sql);
      queries.setLevel(null);
    }
    return sql.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  /** A page as browsers get it, which is guarded as that of the question is. */
  private static String page(APIGatewayProxyResponseEvent response, int status) {
    assertThat(response.getStatusCode()).as(response.getBody()).isEqualTo(status);
    assertThat(header(response, "Content-Type")).startsWith("text/html");
    assertThat(header(response, "Content-Security-Policy")).contains("frame-ancestors 'none'");
    assertThat(header(response, "Cache-Control")).isEqualTo("no-store");
    assertThat(header(response, "Referrer-Policy")).isEqualTo("strict-origin");
    assertThat(response.getBody()).doesNotContain("<script", "src=", "s3cret");
    return response.getBody();
  }

  /** An answer as the page's form sends it. */
  private APIGatewayProxyResponseEvent form(String decision, Map<String, String> more) {
    Map<String, String> headers = new HashMap<>(Map.of("Content-Type", FORM, "Accept", BROWSER));
    headers.putAll(more);
    return call("POST", id(), null, headers, "token=" + token + "&decision=" + decision);
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "http://evil.example", "http://localhost:1", "https://tocsin"})
  void post_fromAnyPage_countsByItsToken(String origin) {
    Map<String, String> from = Map.of("Origin", origin, "Sec-Fetch-Site", "cross-site");
    assertThat(form("approve", from).getStatusCode()).isEqualTo(200);
    assertThat(stage.run(1, 1).status()).isEqualTo(RunStatus.APPROVED);
  }

  @Test
  void preflight_ofAnotherSite_isSharedWithNone() {
    APIGatewayProxyResponseEvent response =
        call(
            "OPTIONS",
            id(),
            null,
            Map.of("Origin", "http://evil.example", "Access-Control-Request-Method", "POST"),
            null);
    assertThat(response.getStatusCode()).isGreaterThanOrEqualTo(400);
    assertThat(response.getMultiValueHeaders().keySet())
        .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("access-control-"));
  }

  @Test
  void question_inABrowser_saysHowLongItIsOpen() {
    stage.clock.advance(Duration.ofMinutes(3));
    assertThat(page(get(id(), token, BROWSER), 200))
        .contains("<strong>27 minutes left</strong>, until 2026-11-21 10:30:00 UTC");
    stage.clock.advance(Duration.ofMinutes(25).plusSeconds(30));
    assertThat(page(get(id(), token, BROWSER), 200)).contains("<strong>1 minute left</strong>");
    stage.clock.advance(Duration.ofMinutes(1));
    assertThat(page(get(id(), token, BROWSER), 200))
        .contains("<strong>Less than a minute left</strong>");
  }

  @Test
  void secondClick_inABrowser_isAPageThatSaysWhatCounts() {
    post(answer("approve", "go <on>"));
    assertThat(page(form("deny", Map.of()), 409))
        .contains(
            "This was decided before",
            "Clear &lt;temporary&gt; files: approved",
            "<strong>Approved</strong> at 2026-11-21 10:00:00 UTC, with this comment:",
            "<blockquote><bdi>go &lt;on&gt;</bdi></blockquote>",
            "The first answer counts")
        .doesNotContain("<form", token);
    assertThat(page(get(id(), token, BROWSER), 200))
        .contains("No longer open", "go &lt;on&gt;")
        .doesNotContain("<form");
  }

  @Test
  void expired_inABrowser_isAPageThatSaysWhatToDo() {
    stage.clock.advance(Duration.ofMinutes(30));
    assertThat(page(get(id(), token, BROWSER), 410))
        .contains("This request has expired", "Nothing was done.", "repair it by hand", "web-1")
        .doesNotContain("<form");
    assertThat(page(form("approve", Map.of()), 410)).contains("This request has expired");
  }

  @Test
  void approvedAndThenExpired_inABrowser_isNotSaidToBeUndone() {
    post(answer("approve", ""));
    stage.clock.advance(Duration.ofMinutes(30));
    assertThat(page(get(id(), token, BROWSER), 410))
        .contains(
            "<strong>Approved</strong> at 2026-11-21 10:00:00 UTC.", "The first answer counts")
        .doesNotContain("Nothing was done");
  }

  @Test
  void alertResolved_inABrowser_isAPage() {
    stage.take(event(1, 2, AlertChanged.RESOLVED));
    assertThat(page(form("approve", Map.of()), 409))
        .contains("The alert has resolved", "nothing needs to be");
  }

  @Test
  void parametersChanged_inABrowser_isAPage() {
    stage.catalogueIs(catalogue(repairs.url() + "/other", true, 1, "1h"));
    assertThat(page(form("approve", Map.of()), 409)).contains("The action has changed");
  }

  @Test
  void whatCannotBeTaken_inABrowser_isAPage() {
    assertThat(page(get("nothing", token, BROWSER), 400))
        .contains("This link is not complete", "The id in the address is no UUID.");
    assertThat(page(form("perhaps", Map.of()), 400))
        .contains("Your answer was not taken", "Decision must be approve or deny.");
    assertThat(page(call("PUT", id(), token, Map.of("Accept", BROWSER), "x"), 405))
        .contains("This is not how approvals work");
  }

  /** The headers without the server's clock, which may tick between two answers. */
  private static Map<String, List<String>> undated(APIGatewayProxyResponseEvent answer) {
    Map<String, List<String>> headers = new HashMap<>(answer.getMultiValueHeaders());
    headers.remove("Date");
    return headers;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "null",
        "\"approve\"",
        "{\"decision\":\"approve\"}",
        "{\"token\":\"T\"}",
        "{\"token\":\"T\",\"decision\":\"APPROVE\"}",
        "{\"token\":7,\"decision\":\"approve\"}",
        "{\"token\":\"T\",\"decision\":\"approve\"} {}",
        "{\"token\":\"T\",\"decision\":\"approve\"}]",
        "{\"token\":\"T\",\"decision\":\"deny\",\"decision\":\"approve\"}",
        "{\"token\":\"T\",\"decision\":\"approve\",\"comment\":{}}",
        "{\"token\":\"T\",\"decision\":\"approve\",\"comment\":\"a\\u0000b\"}"
      })
  void post_malformed_isABadRequest(String body) {
    APIGatewayProxyResponseEvent response = post(body.replace("\"T\"", "\"" + token + "\""));
    assertThat(response.getStatusCode()).isEqualTo(400);
    assertThat(header(response, "Content-Type")).startsWith("application/problem+json");
    assertThat(stage.run(1, 1)).isEqualTo(run);
  }

  @Test
  void malformedAddress_isABadRequest() {
    assertProblem(get("nothing", token, JSON), 400, "the id in the address is no UUID");
    assertProblem(get(id(), null, JSON), 400, "token is missing");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PUT", "DELETE", "PATCH"})
  void otherMethods_areNotAllowed(String method) {
    APIGatewayProxyResponseEvent response =
        call(method, id(), token, Map.of("Content-Type", JSON, "Accept", JSON), "{}");
    assertProblem(response, 405, "an approval takes GET and POST");
    assertThat(header(response, "Allow")).contains("GET").contains("POST");
  }

  @Test
  void post_tooLong_isRefused() {
    assertProblem(
        post(answer("approve", "x".repeat(64 * 1024))), 413, "the body is longer than 64 KiB");
  }

  @Test
  void post_longCommentWithinTheBody_isABadRequest() {
    assertProblem(
        post(answer("approve", "x".repeat(2_001))), 400, "comment is longer than 2000 characters");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/xml", "multipart/form-data; boundary=x"})
  void post_otherContentType_isUnsupported(String type) {
    assertProblem(
        call("POST", id(), null, Map.of("Content-Type", type), answer("approve", "")),
        415,
        "the body must be application/json or application/x-www-form-urlencoded");
  }

  @Test
  void post_noContentType_isUnsupported() {
    assertThat(call("POST", id(), null, Map.of(), answer("approve", "")).getStatusCode())
        .isEqualTo(415);
  }

  @Test
  void anythingElse_isNotFound() {
    APIGatewayProxyRequestEvent event =
        new APIGatewayProxyRequestEvent().withHttpMethod("GET").withPath("/elsewhere");
    assertProblem(
        handler.handleRequest(event, new MockLambdaContext()),
        404,
        "there is nothing at this address");
  }
}
