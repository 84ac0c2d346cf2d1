package dev.tocsin.notifier.api.v2;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code swagger.json} says is so, and all that is so is in it. */
@TestInstance(Lifecycle.PER_CLASS)
class SwaggerTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** So that every parameter makes a difference: an alert and a silence of each state. */
  private static final String CONFIGURATION =
      """
      route:
        receiver: a
        group_by: [alertname]
        routes:
        - matchers: [alertname="Night"]
          receiver: b
          mute_time_intervals: [always]
      inhibit_rules:
      - source_matchers: [alertname="Down"]
        target_matchers: [alertname="Slow"]
      receivers:
      - name: a
        labels: {team: a}
      - name: b
      time_intervals:
      - name: always
        time_intervals:
        - times: [{start_time: '00:00', end_time: '24:00'}]
      """;

  private static final Map<String, String> VALUES =
      Map.of(
          "boolean", "false",
          "receiver", "nobody",
          "filter", "alertname=\"none\"",
          "receiver_matchers", "team=\"none\"");

  private final ApiFixture api = new ApiFixture().with(CONFIGURATION);
  private JsonNode document = JSON.nullNode();

  @BeforeAll
  void fill() throws Exception {
    document = JSON.readTree(api.get("/swagger.json").body());
    assertThat(api.post("/alerts", "[" + alerts() + "]").status()).isEqualTo(200);
    silence("Quiet", "2020-01-01T00:00:00Z");
    silence("Later", "2099-01-01T00:00:00Z");
    String over = silence("Over", "2020-01-01T00:00:00Z");
    assertThat(api.send("DELETE", "/silence/" + over, "", Map.of()).status()).isEqualTo(200);
  }

  private static String alerts() {
    return Stream.of("Down", "Slow", "Quiet", "Night")
        .map(
            """
            {"labels": {"alertname": "%s"}, "annotations": {"summary": "s"},
             "startsAt": "2020-01-01T00:00:00Z", "endsAt": "2099-01-01T00:00:00Z",
             "generatorURL": "http://localhost/"}\
            """
                ::formatted)
        .collect(Collectors.joining(","));
  }

  private String silence(String alertname, String from) throws Exception {
    String body =
        """
        {"matchers": [{"name": "alertname", "value": "%s", "isRegex": false, "isEqual": true}],
         "startsAt": "%s", "endsAt": "2100-01-01T00:00:00Z", "createdBy": "me",
         "comment": "c", "annotations": {"a": "b"}}\
        """
            .formatted(alertname, from);
    return JSON.readTree(api.post("/silences", body).body()).get("silenceID").textValue();
  }

  @AfterAll
  void close() {
    api.close();
  }

  @Test
  void paths_areTheRoutes() {
    List<String> documented = new ArrayList<>();
    document
        .get("paths")
        .properties()
        .forEach(path ->
            path.getValue()
                .fieldNames()
                .forEachRemaining(method ->
                    documented.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
    assertThat(api.routes())
        .filteredOn(route -> !route.equals("GET /swagger.json"))
        .filteredOn(route -> !route.startsWith("HEAD "))
        .containsExactlyInAnyOrderElementsOf(documented);
  }

  /**
   * The parameters that a query may have, each with its path and a value that makes a difference.
   */
  Stream<List<String>> parameters() {
    return document.get("paths").properties().stream()
        .flatMap(path ->
            children(path.getValue().at("/get/parameters"))
                .filter(parameter -> parameter.get("in").textValue().equals("query"))
                .map(parameter ->
                    List.of(path.getKey(), parameter.get("name").textValue(), valueOf(parameter))));
  }

  private static String valueOf(JsonNode parameter) {
    String type = parameter.get("type").textValue();
    return VALUES.getOrDefault(type, VALUES.getOrDefault(parameter.get("name").textValue(), ""));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void parameters(List<String> parameter) {
    String path = parameter.get(0);
    String query = parameter.get(1) + "=" + parameter.get(2);
    assertThat(api.get(path + "?" + query).status()).isEqualTo(200);
    assertThat(api.get(path + "?" + query).body()).isNotEqualTo(api.get(path).body());
  }

  @ParameterizedTest
  @CsvSource({
    "/status, '', alertmanagerStatus",
    "/status, /cluster, clusterStatus",
    "/status, /versionInfo, versionInfo",
    "/receivers, /0, receiver",
    "/alerts, /0, gettableAlert",
    "/alerts, /0/status, alertStatus",
    "/alerts/groups, /0, alertGroup",
    "/silences, /0, gettableSilence",
    "/silences, /0/matchers/0, matcher",
  })
  void answer_hasTheFieldsOfItsDefinition(String path, String place, String definition)
      throws Exception {
    JsonNode answer = JSON.readTree(api.get(path).body()).at(place);
    assertThat(names(answer)).isEqualTo(properties(definition));
  }

  /** Fields that are not documented are refused, so that these are all. */
  @ParameterizedTest
  @CsvSource({"postableAlert, /alerts, true", "postableSilence, /silences, false"})
  void body_mayHaveTheFieldsOfItsDefinition(String definition, String path, boolean inAList) {
    for (String field : properties(definition)) {
      String body = "{\"%s\": {\"x\": {\"y\": []}}}".formatted(field);
      assertThat(api.post(path, inAList ? "[" + body + "]" : body).body())
          .contains(field)
          .doesNotContain("unknown field");
    }
  }

  private Set<String> properties(String definition) {
    return names(document.at("/definitions/%s/properties".formatted(definition)));
  }

  private static Set<String> names(JsonNode object) {
    Set<String> names = new TreeSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static Stream<JsonNode> children(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }
}
