package dev.tocsin.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.label.Labels;
import dev.tocsin.notifier.alert.AcceptAlerts;
import dev.tocsin.routing.alert.LabelNameMode;
import dev.tocsin.routing.alert.PostedAlert;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pages of {@code /api/v1/routed-alerts}. */
class RoutedAlertsTest {
  private static final String PATH = "/api/v1/routed-alerts";

  private final RoutedWorld world = new RoutedWorld();

  @BeforeEach
  void configure() {
    world.configure(
        """
        route:
          receiver: all
          routes: [{matchers: [service="db"], receiver: db, continue: true}, {matchers: [service="db"], receiver: audit}]
        receivers: [{name: all}, {name: db}, {name: audit}]
        inhibit_rules: [{source_matchers: [severity="critical"], target_matchers: [severity="low"]}]
        """,
        Optional.of("teams: [{name: data, matchers: [service=db]}]"));
  }

  @AfterEach
  void close() {
    world.close();
  }

  /** Of the service db one of each severity fires, of web a high one; each name is a severity. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          all of them                       |                             | acked critical ended low high
          those that fire                   | state=firing                | critical high
          those that are overdue            | state=overdue               | critical
          those in hand                     | state=acknowledged          | acked
          those that another alert inhibits | state=inhibited             | low
          those that a silence mutes        | state=silenced              |
          those that have ended             | state=resolved              | ended
          one state or another              | state=resolved&state=firing | critical ended high
          those of a team                   | team=data                   | acked critical ended low
          those of no team                  | team=                       | high
          those of a label                  | filter=name=~"[el].*"       | ended low
          """)
  void list_filter_hasThoseThatItAsksFor(String why, String query, String names) {
    fire("critical", "db");
    fire("low", "db");
    fire("high", "web");
    fire("acked", "db");
    fire("ended", "db");
    world.look(Duration.ofMinutes(5));
    world
        .api
        .post(
            "/api/v1/alerts/" + labels("acked", "db").fingerprint() + "/ack",
            "{\"duration\":\"1h\"}")
        .ok();
    world.resolve(labels("ended", "db"));

    OwnApi.Answer answer =
        query == null ? world.api.get(PATH) : world.api.get(PATH, query.split("&"));

    assertThat(names(answer.ok()))
        .containsExactlyInAnyOrder(names == null ? new String[0] : names.split(" "));
  }

  @Test
  void list_alert_saysHowItStandsAndWhose() {
    fire("critical", "db");
    world.look(Duration.ofMinutes(5));

    OwnApi.Answer answer = world.api.get(PATH).ok();

    assertThat(answer.at("data", "alerts", 0, "state")).isEqualTo("firing");
    assertThat(answer.at("data", "alerts", 0, "overdue_at")).isEqualTo("2026-11-21T10:05:00.000Z");
    assertThat(answer.at("data", "alerts", 0, "receivers")).isEqualTo(List.of("db", "audit"));
    assertThat(answer.at("data", "alerts", 0, "team"))
        .isEqualTo(Map.of("name", "data", "matchers", "{service=\"db\"}"));
    assertThat(answer.at("data", "next")).isNull();
  }

  @Test
  void list_pagesOfManyAlerts_haveEachOnce() {
    int many = 1_234;
    assertThat(
            world
                .bean(AcceptAlerts.class)
                .run(
                    IntStream.range(0, many).mapToObj(RoutedAlertsTest::posted).toList(),
                    LabelNameMode.UTF8)
                .refusals())
        .isEmpty();
    Set<String> seen = new HashSet<>();
    int shown = 0;
    Optional<Object> next = Optional.of("");
    while (next.isPresent()) {
      OwnApi.Answer page = world.api.get(PATH, "limit=500", "after=" + next.get()).ok();
      shown += names(page).size();
      seen.addAll(names(page));
      next = Optional.ofNullable(page.at("data", "next"));
    }

    assertThat(seen).hasSize(many);
    assertThat(shown).isEqualTo(many);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          state=odd | state must be one of firing, acknowledged, silenced, inhibited, resolved, overdue, not "odd"
          after=x   | after must be the "next" of the page before
          limit=x   | limit must be a whole number, 1 to 500
          """)
  void list_badQuery_isRefusedWithASentence(String query, String sentence) {
    OwnApi.Answer answer = world.api.get(PATH, query);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.at("detail")).isEqualTo(sentence);
  }

  private static PostedAlert posted(int number) {
    return new PostedAlert(
        Map.of("name", "n" + number), Map.of(), Optional.empty(), Optional.empty(), "");
  }

  private void fire(String name, String service) {
    world.post(
        labels(name, service),
        Map.of(),
        Optional.of(world.clock.instant().plus(Duration.ofDays(1))));
  }

  private static Labels labels(String name, String service) {
    return Labels.of("name", name, "service", service, "severity", name);
  }

  private static List<String> names(OwnApi.Answer answer) {
    return answer.list("data", "alerts").stream()
        .flatMap(alert -> alert instanceof Map<?, ?> fields ? Stream.of(fields) : Stream.empty())
        .map(fields -> fields.get("labels") instanceof Map<?, ?> l ? "" + l.get("name") : "")
        .toList();
  }
}
