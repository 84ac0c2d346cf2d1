package dev.tocsin.local.browser;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.sun.net.httpserver.HttpServer;
import dev.tocsin.testkit.lambda.SampleMessages;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A page of another site in a browser that has remembered an administrator's login. What it sends
 * has the login with it, and changes nothing all the same.
 */
@Tag("browser")
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostilePageTest {
  private static final String TOPIC = "gds.metrics.production";
  private static final UUID DEAD_LETTER = UUID.fromString("0190a6f0-0000-7000-8000-0000000000dd");

  private BrowserSetup place;
  private Chromium chromium;
  private HttpServer hostile;
  private BrowserContext loggedIn;
  private int port;

  @BeforeAll
  void begin(@TempDir Path folder) throws Exception {
    place = new BrowserSetup(folder).embedded(new BrowserSetup.Plan(true, Optional.empty(), true));
    hostile = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    hostile.createContext(
        "/",
        exchange -> {
          byte[] page = "<!DOCTYPE html><title>Win a prize</title><body></body>".getBytes(UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "text/html");
          exchange.sendResponseHeaders(200, page.length);
          exchange.getResponseBody().write(page);
          exchange.close();
        });
    hostile.start();
    port = hostile.getAddress().getPort();
    putRules("first");
    putRules("second");
    place.update(
        """
        INSERT INTO dead_letter (id, source, queue, reason, detail, raw, created_at)
        VALUES (?, 'event', 'notify', 'unreadable', '', ?, now())
        """,
        DEAD_LETTER,
        SampleMessages.FIRED_EVENT.getBytes(UTF_8));
    var unused = place.asked("web-1");
    chromium = Chromium.start();
    loggedIn = chromium.browser().newContext();
    logIn();
  }

  @AfterAll
  void end() {
    chromium.close();
    hostile.stop(0);
    place.close();
  }

  private void putRules(String name) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> put =
          client.send(
              HttpRequest.newBuilder(URI.create(place.http() + "/api/v1/rules"))
                  .header("Authorization", "Bearer " + BrowserSetup.TOKEN)
                  .header("If-Match", "*")
                  .PUT(BodyPublishers.ofString(BrowserSetup.ruleFile(name)))
                  .build(),
              BodyHandlers.ofString());
      assertThat(put.statusCode()).as(put.body()).isEqualTo(200);
    }
  }

  /** As a person does once in the browser's own dialogue: the browser keeps the login. */
  private void logIn() {
    String address =
        place
            .http()
            .toString()
            .replace(
                "http://",
                "http://%s:%s@"
                    .formatted(BrowserSetup.ADMIN, BrowserSetup.PASSWORD.replace(" ", "%20")));
    try (Page page = loggedIn.newPage()) {
      assertThat(page.navigate(address + "/api/v1/alerts").status()).isEqualTo(200);
      // Without the login in the address, too.
      assertThat(page.navigate(place.http() + "/api/v1/rules").status()).isEqualTo(200);
    }
  }

  /** What people may change. */
  private List<String> content() throws Exception {
    return place
        .query(
            """
            SELECT (SELECT count(*) FROM rule_version), (SELECT count(redriven_at) FROM dead_letter),
              (SELECT string_agg(partition || ':' || next_offset, ' ' ORDER BY partition) FROM partition_cursor),
              (SELECT count(answer) FROM approval), (SELECT count(*) FROM audit)
            """)
        .getFirst();
  }

  /**
   * Another name is another site; another port alone is the same site, and foreign all the same.
   */
  @ParameterizedTest
  @ValueSource(strings = {"localhost", "127.0.0.1"})
  void form_ofAnotherSite_changesNothing(String host) throws Exception {
    List<String> before = content();
    for (String path :
        List.of(
            "/api/v1/rules/rollback/1",
            "/api/v1/rules/check",
            "/api/v1/cursors/" + TOPIC + "/reset",
            "/api/v1/dead-letters/" + DEAD_LETTER + "/redrive")) {
      try (Page page = loggedIn.newPage()) {
        page.navigate("http://%s:%d/".formatted(host, port));
        Response response = submitForm(page, path, "text/plain", "comment", "x");
        assertThat(response.request().allHeaders())
            .as("the login goes with it")
            .containsKey("authorization");
        assertThat(response.status()).as(path).isEqualTo(403);
        assertThat(response.text())
            .contains("Sec-Fetch-Site is", "a request that changes something must come from");
        assertThat(response.headers())
            .containsEntry("content-type", "application/problem+json")
            .doesNotContainKey("www-authenticate");
      }
    }
    assertThat(content()).isEqualTo(before);
  }

  private Response submitForm(Page page, String path, String type, String name, String value) {
    return page.waitForResponse(
        response -> response.request().method().equals("POST"),
        () ->
            page.evaluate(
                """
                ([action, type, name, value]) => {
                  const form = document.createElement('form');
                  form.method = 'post'; form.action = action; form.enctype = type;
                  const field = document.createElement('input');
                  field.name = name; field.value = value;
                  form.append(field);
                  document.body.append(form);
                  form.submit();
                }\
                """,
                List.of(place.http() + path, type, name, value)));
  }

  @Test
  void fetch_ofAnotherSite_changesNothingAndReadsNothing() throws Exception {
    List<String> before = content();
    try (Page page = loggedIn.newPage()) {
      page.navigate("http://localhost:%d/".formatted(port));
      for (String path :
          List.of(
              "/api/v1/rules/rollback/1",
              "/api/v1/rules/check",
              "/api/v1/dead-letters/" + DEAD_LETTER + "/redrive")) {
        Response response =
            page.waitForResponse(
                answer -> answer.url().endsWith(path),
                () -> page.evaluate(FETCH, List.of(place.http() + path, "POST", "no-cors")));
        assertThat(response.status()).as(path).isEqualTo(403);
      }
      // These need a preflight, whose answer shares nothing.
      for (String method : List.of("PUT", "DELETE")) {
        assertThat(page.evaluate(FETCH, List.of(place.http() + "/api/v1/rules", method, "cors")))
            .as(method)
            .isEqualTo("refused");
      }
      assertThat(page.evaluate(FETCH, List.of(place.http() + "/api/v1/rules", "GET", "cors")))
          .isEqualTo("refused");
    }
    assertThat(content()).isEqualTo(before);
  }

  private static final String FETCH =
      """
      async ([url, method, mode]) => {
        try {
          const answer = await fetch(url, {method, mode, credentials: 'include'});
          return answer.type === 'opaque' ? 'opaque' : answer.status + ' ' + await answer.text();
        } catch (refused) {
          return 'refused';
        }
      }\
      """;

  @Test
  void approval_withoutItsToken_isRefused() throws Exception {
    List<String> before = content();
    String run = place.query("SELECT id FROM remediation_run").getFirst().getFirst();
    try (Page page = loggedIn.newPage()) {
      page.navigate("http://localhost:%d/".formatted(port));
      Response response =
          submitForm(
              page,
              "/approvals/" + run,
              "application/x-www-form-urlencoded",
              "decision",
              "approve");
      assertThat(response.status()).isEqualTo(400);
    }
    // Another page, since the answer of the first is still being shown.
    try (Page page = loggedIn.newPage()) {
      page.navigate("http://localhost:%d/".formatted(port));
      Response guessed =
          submitForm(
              page, "/approvals/" + run + "?decision=approve", "text/plain", "token", "guessed");
      assertThat(guessed.status()).isEqualTo(415);
    }
    assertThat(content()).isEqualTo(before);
  }

  /** What is refused above would work from a page of ours: it fails for where it comes from. */
  @Test
  void page_ofOurs_mayWhatItsPersonMay() throws Exception {
    List<String> before = content();
    try (Page page = loggedIn.newPage()) {
      page.navigate(place.http() + "/api/v1/rules");
      assertThat(page.evaluate(FETCH, List.of("/api/v1/rules/rollback/1", "POST", "cors")))
          .asString()
          .startsWith("200 ");
      assertThat(
              page.evaluate(
                  FETCH,
                  List.of("/api/v1/dead-letters/" + DEAD_LETTER + "/redrive", "POST", "cors")))
          .asString()
          .startsWith("200 ");
    }
    List<String> after = content();
    assertThat(after.getFirst())
        .isEqualTo(Integer.toString(Integer.parseInt(before.getFirst()) + 1));
    assertThat(after.get(1)).isEqualTo("1");
  }
}
