package dev.tocsin.notifier.api.v2;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.notifier.api.v2.ApiFixture.Answer;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** API v2 as its clients see it, through the function. */
class ApiV2Test {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String CONFIGURATION =
      """
      route:
        receiver: team-a
        group_by: [alertname]
        routes:
        - matchers: [severity="critical"]
          receiver: team-b
          continue: true
        - matchers: [severity="critical"]
          receiver: team-a
        - matchers: [muted="yes"]
          receiver: team-b
          mute_time_intervals: [always]
      inhibit_rules:
      - source_matchers: [severity="critical"]
        target_matchers: [severity="warning"]
        equal: [instance]
      receivers:
      - name: team-a
        labels: {team: a}
      - name: team-b
        labels: {team: b}
      time_intervals:
      - name: always
        time_intervals:
        - times: [{start_time: '00:00', end_time: '24:00'}]
      """;

  private static final String DOWN =
      "{\"labels\":{\"alertname\":\"Down\",\"instance\":\"i1\",\"severity\":\"critical\",\"empty\":\"\"}}";
  private static final String SLOW =
      "{\"labels\":{\"alertname\":\"Slow\",\"instance\":\"i1\",\"severity\":\"warning\"}}";
  private static final String MUTED = "{\"labels\":{\"alertname\":\"M\",\"muted\":\"yes\"}}";

  private final ApiFixture api = new ApiFixture().with(CONFIGURATION);

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void status_namesTheInstanceAndTheConfiguration() throws Exception {
    JsonNode status = json(api.get("/status"));
    assertThat(status.at("/cluster/status").textValue()).isEqualTo("ready");
    assertThat(status.at("/cluster/peers/0/address").textValue()).contains(":");
    assertThat(status.at("/config/original").textValue()).contains("receiver: team-a");
    assertThat(status.at("/versionInfo/version").textValue()).startsWith("0.34.");
    assertThat(status.at("/uptime").textValue()).endsWith("Z");
  }

  @Test
  void receivers_areThoseOfTheFile_thatMatch() throws Exception {
    assertThat(texts(json(api.get("/receivers")), "name")).containsExactly("team-a", "team-b");
    assertThat(texts(json(api.get("/receivers?receiver_matchers=team=\"b\"")), "name"))
        .containsExactly("team-b");
  }

  @Test
  void postAlerts_thoseThatAreValid_areShownWithWhatMutesThem() throws Exception {
    Answer posted = api.post("/alerts", "[" + DOWN + "," + SLOW + "]");
    assertThat(posted.status()).isEqualTo(200);
    assertThat(posted.body()).isEmpty();

    JsonNode alerts = json(api.get("/alerts"));
    JsonNode down = named(alerts, "Down");
    assertThat(down.get("labels").has("empty")).isFalse();
    assertThat(down.get("annotations")).isEmpty();
    assertThat(down.has("generatorURL")).isFalse();
    assertThat(texts(down.get("receivers"), "name")).containsExactly("team-b", "team-a");
    assertThat(down.at("/status/state").textValue()).isEqualTo("active");
    JsonNode slow = named(alerts, "Slow");
    assertThat(slow.at("/status/state").textValue()).isEqualTo("suppressed");
    assertThat(slow.at("/status/inhibitedBy/0")).isEqualTo(down.get("fingerprint"));
  }

  @Test
  void postAlerts_oneThatIsNot_keepsTheOthersAndSaysWhy() throws Exception {
    Answer posted = api.post("/alerts", "[{\"labels\":{}}," + DOWN + ",{\"labels\":{\"\":\"x\"}}]");
    assertThat(posted.status()).isEqualTo(400);
    assertThat(json(posted).textValue())
        .isEqualTo("at least one label pair required; invalid label set: invalid name \"\"");
    assertThat(json(api.get("/alerts"))).hasSize(1);
  }

  @Test
  void postAlerts_aBodyThatIsNone_storesNothing() throws Exception {
    assertThat(api.post("/alerts", "[" + DOWN + ",{\"labels\":{\"a\":1}}]").status())
        .isEqualTo(400);
    assertThat(json(api.get("/alerts"))).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "|Down Slow M",
        "?active=false|Slow",
        "?inhibited=false|Down M",
        "?filter=alertname=~\"D.*\"|Down",
        "?filter=alertname!=\"M\"&filter=instance=\"i1\"|Down Slow",
        "?receiver=team-b|Down M",
        "?receiver=team|",
        "?receiver_matchers=team=\"b\"|Down M",
      })
  void alerts_areThoseThatAQueryAsksFor(String query, String names) throws Exception {
    api.post("/alerts", "[" + DOWN + "," + SLOW + "," + MUTED + "]");
    assertThat(names(api.get("/alerts" + (query == null ? "" : query))))
        .containsExactlyInAnyOrderElementsOf(names == null ? List.of() : List.of(names.split(" ")));
  }

  @Test
  void groups_areInTheOrderOfTheirLabels_eachWithItsReceiver() throws Exception {
    api.post("/alerts", "[" + DOWN + "," + SLOW + "," + MUTED + "]");
    JsonNode groups = json(api.get("/alerts/groups"));
    assertThat(
            StreamSupport.stream(groups.spliterator(), false)
                .map(group ->
                    group.at("/labels/alertname").textValue()
                        + " "
                        + group.at("/receiver/name").textValue()))
        .containsExactly("Down team-a", "Down team-b", "M team-b", "Slow team-a");
    assertThat(texts(groups.at("/0/alerts/0/receivers"), "name"))
        .containsExactly("team-a", "team-b");
    assertThat(groups.at("/2/alerts/0/status/mutedBy/0").textValue()).isEqualTo("always");
    assertThat(json(api.get("/alerts/groups?muted=false"))).hasSize(3);
  }

  @Test
  void silence_madeAndEnded_mutesAtOnceAndNoLonger() throws Exception {
    api.post("/alerts", "[" + DOWN + "]");
    String id = json(api.post("/silences", silence("Down"))).get("silenceID").textValue();
    assertThat(json(api.get("/alerts")).at("/0/status/silencedBy/0").textValue()).isEqualTo(id);
    assertThat(json(api.get("/silence/" + id)).at("/status/state").textValue()).isEqualTo("active");

    Answer ended = api.send("DELETE", "/silence/" + id, "", Map.of());
    assertThat(ended.status()).isEqualTo(200);
    assertThat(ended.body()).isEmpty();
    assertThat(json(api.get("/alerts")).at("/0/status/state").textValue()).isEqualTo("active");
    assertThat(json(api.get("/silences")).at("/0/status/state").textValue()).isEqualTo("expired");
    assertThat(json(api.get("/silences?expired=false"))).isEmpty();
  }

  @Test
  void silences_byAFilter_areThoseWithThatMatcher() throws Exception {
    api.post("/silences", silence("Down"));
    assertThat(json(api.get("/silences?filter=alertname=\"Down\""))).hasSize(1);
    assertThat(json(api.get("/silences?filter=alertname=~\"Down\""))).isEmpty();
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "GET|/silence/xyz|400|silenceID in path must be of type uuid: \"xyz\"",
        "GET|/alerts?filter=foo|400|",
        "GET|/alerts?receiver=(|400|",
        "GET|/alerts/groups?filter=a=~\"(\"|400|",
        "GET|/silences?filter=|400|",
        "GET|/receivers?receiver_matchers=x|400|",
        "GET|/nothing|404|there is nothing at this address",
        "PUT|/silences|405|this address does not take this method",
      })
  void aRequestThatCannotBe_isRefusedWithOneJsonText(
      String method, String target, int status, String sentence) throws Exception {
    Answer answer = api.send(method, target, "", Map.of());
    assertThat(answer.status()).isEqualTo(status);
    assertThat(json(answer).isTextual()).isTrue();
    if (sentence != null) {
      assertThat(json(answer).textValue()).isEqualTo(sentence);
    }
  }

  @Test
  void silence_thatIsNotThere_isNotFoundWithoutABody() {
    Answer answer = api.get("/silence/00000000-0000-0000-0000-000000000000");
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void postSilence_ofAnUnknownId_isNotFound() throws Exception {
    Answer answer = api.post("/silences", "{\"id\":\"abc\"," + silence("x").substring(1));
    assertThat(answer.status()).isEqualTo(404);
    assertThat(json(answer).textValue()).isEqualTo("silence not found");
  }

  @Test
  void anotherContentType_isRefused() throws Exception {
    Answer answer = api.send("POST", "/alerts", "[]", Map.of("Content-Type", "text/plain"));
    assertThat(answer.status()).isEqualTo(415);
    assertThat(json(answer).isTextual()).isTrue();
  }

  @Test
  void preflight_ofReadingAndPosting_isAllowed_andOfDeletingIsNot() {
    Answer post = preflight("POST");
    assertThat(post.status()).isEqualTo(204);
    assertThat(post.header("Access-Control-Allow-Origin")).isEqualTo("*");
    assertThat(post.header("Access-Control-Allow-Methods")).isEqualTo("POST");
    assertThat(preflight("DELETE").header("Access-Control-Allow-Origin")).isEmpty();
  }

  @Test
  void anyAnswer_isNotStored_andSharedWithTheOriginThatAsks() {
    Answer answer = api.send("GET", "/receivers", "", Map.of("Origin", "https://karma.example"));
    assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("*");
    assertThat(answer.header("Access-Control-Allow-Credentials")).isEmpty();
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    assertThat(answer.header("Vary")).contains("Origin");
  }

  private Answer preflight(String method) {
    return api.send(
        "OPTIONS",
        "/silences",
        "",
        Map.of("Origin", "https://karma.example", "Access-Control-Request-Method", method));
  }

  private static String silence(String alertname) {
    return """
    {"matchers":[{"name":"alertname","value":"%s","isRegex":false}],
     "startsAt":"2020-01-01T00:00:00Z","endsAt":"2100-01-01T00:00:00Z",
     "createdBy":"me","comment":"c"}\
    """
        .formatted(alertname);
  }

  private static JsonNode json(Answer answer) throws JsonProcessingException {
    return JSON.readTree(answer.body());
  }

  private static JsonNode named(JsonNode alerts, String name) {
    return StreamSupport.stream(alerts.spliterator(), false)
        .filter(alert -> alert.at("/labels/alertname").textValue().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> names(Answer answer) throws JsonProcessingException {
    return StreamSupport.stream(json(answer).spliterator(), false)
        .map(alert -> alert.at("/labels/alertname").textValue())
        .toList();
  }

  private static List<String> texts(JsonNode items, String field) {
    return StreamSupport.stream(items.spliterator(), false)
        .map(item -> item.get(field).textValue())
        .toList();
  }
}
