package dev.tocsin.local.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InboxTest {

  private static final Instant AT = Instant.parse("2026-11-21T10:00:07.214Z");

  private Inbox inbox;

  @BeforeEach
  void start() throws IOException {
    inbox = Inbox.start(0, 3, InstantSource.fixed(AT));
  }

  @AfterEach
  void stop() {
    inbox.close();
  }

  @Test
  void alert_isKeptWithItsTime() {
    var answer =
        Http.alert(inbox.uri(), "k1", "{\"state\":\"firing\",\"alert_id\":\"a1\",\"value\":80.0}");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(inbox.messages())
        .singleElement()
        .satisfies(message -> {
          assertThat(message.key()).isEqualTo("k1");
          assertThat(message.receivedAt()).isEqualTo(AT);
          assertThat(message.state()).isEqualTo("firing");
          assertThat(message.alertId()).isEqualTo("a1");
        });
  }

  @Test
  void alert_sameKeyAgain_isCountedAndKeptOnce() {
    Http.alert(inbox.uri(), "k1", "{\"n\":1}");
    Http.alert(inbox.uri(), "k1", "{\"n\":1}");

    assertThat(inbox.received()).isEqualTo(2);
    assertThat(inbox.messages())
        .singleElement()
        .matches(message -> message.repeats() == 1 && !message.contradicted());
  }

  @Test
  void alert_sameKeyWithOtherContent_isMarked() {
    Http.alert(inbox.uri(), "k1", "{\"n\":1}");
    Http.alert(inbox.uri(), "k1", "{\"n\":2}");

    assertThat(inbox.messages()).singleElement().matches(Notification::contradicted);
    assertThat(Http.get(inbox.uri(), "/messages").body()).contains("\"contradicted\" : true");
  }

  @Test
  void alert_moreThanItHolds_theOldestLeaves() {
    for (int i = 1; i <= 4; i++) {
      Http.alert(inbox.uri(), "k" + i, "{}");
    }

    assertThat(inbox.messages()).extracting(Notification::key).containsExactly("k2", "k3", "k4");
  }

  @Test
  void alert_faulty_isRefusedWithAReason() {
    assertThat(Http.alert(inbox.uri(), "k1", "[1]").body()).contains("one JSON object");
    assertThat(Http.alert(inbox.uri(), "k1", "{} {").statusCode()).isEqualTo(400);
    assertThat(Http.alert(inbox.uri(), "k".repeat(257), "{}").statusCode()).isEqualTo(400);
    assertThat(Http.alert(inbox.uri(), "k1", "\"" + "x".repeat(300_000) + "\"").statusCode())
        .isEqualTo(413);
    var untyped =
        Http.request(inbox.uri(), "/api/alerts")
            .header("Idempotency-Key", "k1")
            .POST(BodyPublishers.ofString("{}"));
    assertThat(Http.send(untyped).statusCode()).isEqualTo(415);
    assertThat(Http.post(inbox.uri(), "/api/alerts").body()).contains("Idempotency-Key");
    assertThat(inbox.messages()).isEmpty();
  }

  @Test
  void outage_overHttp_refusesAlertsUntilItEnds() {
    Http.post(inbox.uri(), "/outage?status=503");
    assertThat(Http.alert(inbox.uri(), "k1", "{}").statusCode()).isEqualTo(503);

    Http.send(Http.request(inbox.uri(), "/outage").DELETE());

    assertThat(Http.alert(inbox.uri(), "k1", "{}").statusCode()).isEqualTo(200);
    assertThat(Http.post(inbox.uri(), "/outage?status=200").statusCode()).isEqualTo(400);
  }

  @Test
  void close_thenRecover_listensOnTheSamePortAndKeepsItsMessages() throws IOException {
    Http.alert(inbox.uri(), "k1", "{}");
    inbox.close();
    assertThatThrownBy(() -> Http.alert(inbox.uri(), "k2", "{}"))
        .hasRootCauseInstanceOf(IOException.class);

    inbox.recover();

    assertThat(Http.alert(inbox.uri(), "k2", "{}").statusCode()).isEqualTo(200);
    assertThat(inbox.messages()).hasSize(2);
  }

  @Test
  void page_showsNewestFirstAndEscapesEverything() {
    Http.alert(inbox.uri(), "k1", "{\"state\":\"firing\",\"alert_name\":\"First\"}");
    Http.alert(
        inbox.uri(),
        "<key>",
        """
        {"state":"<b>","alert_name":"<script>alert(1)</script>","message":"a & b",
         "labels":{"x":"\\"><img src=x>"},"<i>":1,"instance_id":"<i>","severity":"<u>"}\
        """);

    String page = Http.get(inbox.uri(), "/").body();

    assertThat(page.indexOf("&lt;script&gt;")).isPositive().isLessThan(page.indexOf("First"));
    // The one script is the page's own, and the only one that the page may run.
    assertThat(page.split("<script", -1)).hasSize(2);
    assertThat(page).contains("<script>" + InboxPage.SCRIPT + "</script>\n</body></html>");
    assertThat(page).contains("a &amp; b").doesNotContain("<img", "<b>", "<i>", "<key>");
  }

  @Test
  void page_mayRunItsOwnScriptOnly() throws Exception {
    String policy =
        Http.get(inbox.uri(), "/").headers().firstValue("Content-Security-Policy").orElse("");
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(InboxPage.SCRIPT.getBytes(UTF_8));
    assertThat(policy)
        .isEqualTo(
            "default-src 'none'; style-src 'unsafe-inline'; connect-src 'self'; script-src 'sha256-"
                + Base64.getEncoder().encodeToString(digest)
                + "'");
  }

  @Test
  void events_afterAPage_areTheMessagesThatItDoesNotShow() throws Exception {
    Http.alert(inbox.uri(), "k1", "{\"n\":1}");
    Matcher events =
        Pattern.compile("data-events=\"([^\"]+)\"").matcher(Http.get(inbox.uri(), "/").body());
    assertThat(events.find()).isTrue();
    HttpRequest request = Http.request(inbox.uri(), events.group(1)).build();
    try (HttpClient client = HttpClient.newHttpClient();
        Stream<String> lines = client.send(request, BodyHandlers.ofLines()).body()) {
      Http.alert(inbox.uri(), "k2", "{\"n\":2}");
      assertThat(lines.filter(line -> line.startsWith("data:")).findFirst())
          .contains("data: {\"n\":2}");
      client.shutdownNow();
    }
  }

  @Test
  void events_forAPageOfAnotherSite_areRefused() {
    var foreign =
        Http.request(inbox.uri(), "/messages/events").header("Origin", "http://evil.example");
    assertThat(Http.send(foreign.GET()).statusCode()).isEqualTo(403);
  }

  @Test
  void page_charactersThatMoveOthers_areShownAsSuch() {
    Http.alert(inbox.uri(), "k1", "{\"message\":\"a\\u202Eb\\nc\",\"instance_id\":\"web-1 \"}");

    assertThat(Http.get(inbox.uri(), "/").body())
        .contains("<pre>a\\u202Eb\nc</pre>", "<bdi>web-1\\u0020</bdi>");
  }

  @Test
  void page_approvalAddress_isALinkOnlyWhenItIsOneOfTheWeb() {
    Http.alert(
        inbox.uri(), "k1", "{\"approval_url\":\"http://127.0.0.1:1/approvals/r1?token=a&b=c\"}");
    Http.alert(inbox.uri(), "k2", "{\"approval_url\":\"javascript:alert(1)\"}");

    String page = Http.get(inbox.uri(), "/").body();

    assertThat(page).contains("href=\"http://127.0.0.1:1/approvals/r1?token=a&amp;b=c\"");
    assertThat(page).doesNotContain("javascript:");
  }
}
