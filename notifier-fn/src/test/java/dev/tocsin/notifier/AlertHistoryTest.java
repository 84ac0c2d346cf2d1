package dev.tocsin.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.label.Labels;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Timelines and acknowledgements. The clock begins at 10:00:00; entries are the newest first. */
class AlertHistoryTest {
  private static final Labels HIGH = Labels.of("alertname", "Disk", "severity", "high");
  private static final Labels CRITICAL = Labels.of("alertname", "Disk", "severity", "critical");
  private static final String PATH = "/api/v1/alerts/" + HIGH.fingerprint();

  private final RoutedWorld world = new RoutedWorld();

  @BeforeEach
  void configure() {
    world.configure(
        """
        route: {receiver: db, group_by: [alertname], group_wait: 30s, group_interval: 1h, repeat_interval: 2h}
        receivers: [{name: db, webhook_configs: [{url: 'http://db.example'}]}]
        """);
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void timeline_alert_hasEventsAndDecisionsWithTheirDeliveries() {
    fire(HIGH, "full");
    world.after(Duration.ofSeconds(30));
    world.clock.advance(Duration.ofSeconds(1));
    fire(HIGH, "full");
    fire(HIGH, "fuller");
    world.clock.advance(Duration.ofMinutes(1));
    world.resolve(HIGH);

    OwnApi.Answer answer = world.api.get(PATH + "/timeline").ok();

    assertThat(whats(answer))
        .containsExactly("resolved", "updated", "first_notification", "started");
    assertThat(answer.at("data", "labels")).isEqualTo(HIGH.asMap());
    assertThat(answer.at("data", "next")).isNull();
    assertThat(answer.at("data", "entries", 0, "event", "ends_at"))
        .isEqualTo("2026-11-21T10:01:31.000Z");
    assertThat(answer.at("data", "entries", 1, "event", "annotations"))
        .isEqualTo(Map.of("summary", "fuller"));
    assertThat(answer.at("data", "entries", 2, "decision", "integration"))
        .isEqualTo("db/webhook[0]");
    assertThat(answer.at("data", "entries", 2, "decision", "delivery", "reason"))
        .isEqualTo("ready");
    assertThat(answer.at("data", "entries", 3, "sentence")).isEqualTo("the alert began to fire");
  }

  @Test
  void timeline_silentSource_timesOutOnce() {
    world.post(HIGH);
    world.clock.advance(Duration.ofMinutes(6));

    assertThat(whats(world.api.get(PATH + "/timeline"))).containsExactly("timed_out", "started");

    world.post(HIGH);
    assertThat(whats(world.api.get(PATH + "/timeline")))
        .containsExactly("started", "timed_out", "started");
  }

  @Test
  void timeline_pages_areTheWhole() {
    for (int round = 0; round < 3; round++) {
      fire(HIGH, "round " + round);
      world.after(Duration.ofSeconds(30));
    }
    List<String> whole = whats(world.api.get(PATH + "/timeline"));
    List<String> paged = new ArrayList<>();
    OwnApi.Answer page = world.api.get(PATH + "/timeline", "limit=2").ok();
    paged.addAll(whats(page));
    while (page.at("data", "next") != null) {
      page = world.api.get(PATH + "/timeline", "limit=2", "after=" + page.at("data", "next")).ok();
      paged.addAll(whats(page));
    }

    assertThat(paged).hasSizeGreaterThan(3).isEqualTo(whole);
  }

  @Test
  void acknowledge_firingAlert_isNotRepeatedUntilItIsUnacknowledged() {
    announce();
    acknowledge("{\"duration\":\"10h\",\"comment\":\"on it\"}").ok();

    hours(4);
    assertThat(whats(world.api.get(PATH + "/timeline")))
        .containsExactly(
            "acknowledged",
            "acknowledged",
            "nothing_new",
            "nothing_new",
            "acknowledged",
            "first_notification",
            "started");
    assertThat(world.api.get("/api/v1/explain", query(HIGH)).at("data", "state"))
        .isEqualTo("acknowledged");

    world.clock.advance(Duration.ofSeconds(1));
    world.api.post(PATH + "/unack", "").ok();
    hours(1);
    assertThat(whats(world.api.get(PATH + "/timeline", "limit=2")))
        .containsExactly("repeat_interval_elapsed", "unacknowledged");
  }

  @Test
  void acknowledge_timeIsUp_isRepeatedAgain() {
    announce();
    acknowledge("{\"until\":\"2026-11-21T12:45:00Z\"}").ok();

    hours(3);

    assertThat(whats(world.api.get(PATH + "/timeline", "limit=2")))
        .containsExactly("repeat_interval_elapsed", "time_up");
  }

  @Test
  void acknowledge_alertThatEndsAndFiresAgain_isNotAcknowledged() {
    announce();
    acknowledge("{\"duration\":\"10h\"}").ok();
    world.clock.advance(Duration.ofMinutes(1));
    world.resolve(HIGH);
    world.after(Duration.ofHours(1));
    world.clock.advance(Duration.ofSeconds(1));
    fire(HIGH, "again");

    assertThat(world.api.get("/api/v1/explain", query(HIGH)).at("data", "state"))
        .isEqualTo("firing");
    assertThat(whats(world.api.get(PATH + "/timeline", "limit=4")))
        .containsExactly("started", "all_resolved", "resolved", "resolved");
  }

  @Test
  void acknowledge_severityRises_endsIt() {
    announce();
    acknowledge("{\"duration\":\"10h\"}").ok();
    world.clock.advance(Duration.ofMinutes(1));
    fire(CRITICAL, "worse");

    assertThat(whats(world.api.get(PATH + "/timeline", "limit=1")))
        .containsExactly("severity_rose");
    assertThat(acknowledge("{\"duration\":\"10h\"}").status()).isEqualTo(200);
  }

  @Test
  void acknowledge_stateThatForbidsIt_isAConflictWithAReason() {
    announce();
    assertThat(world.api.post(PATH + "/unack", "").at("detail"))
        .isEqualTo("the alert is firing, not acknowledged");
    acknowledge("{\"duration\":\"1h\"}").ok();
    OwnApi.Answer again = acknowledge("{\"duration\":\"1h\"}");
    assertThat(again.status()).isEqualTo(409);
    assertThat(again.at("detail"))
        .isEqualTo("the alert is acknowledged already; only a firing one can be acknowledged");
    world.resolve(HIGH);
    assertThat(acknowledge("{\"duration\":\"1h\"}").at("detail"))
        .isEqualTo("the alert is resolved; only a firing one can be acknowledged");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                                              | give either until or duration
          {"until":"2026-11-22T10:00:00Z","duration":"1h"} | give either until or duration
          {"duration":"soon"}                             | duration must be a time such as 30m or 2h, not "soon"
          {"until":"tomorrow"}                            | until must be a time such as 2026-11-21T18:00:00Z, not "tomorrow"
          {"duration":"0s"}                               | an acknowledgement must end in the future, not at 2026-11-21T10:00:31Z
          {"duration":"31d"}                              | an acknowledgement must end within 30 days, not at 2026-12-22T10:00:31Z
          """)
  void acknowledge_badBody_isRefusedWithASentence(String body, String sentence) {
    announce();

    OwnApi.Answer answer = acknowledge(body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.at("detail")).isEqualTo(sentence);
  }

  @Test
  void alert_unknownOrNone_isRefused() {
    assertThat(world.api.get(PATH + "/timeline").status()).isEqualTo(404);
    assertThat(acknowledge("{\"duration\":\"1h\"}").status()).isEqualTo(404);
    assertThat(world.api.get("/api/v1/alerts/x/timeline").status()).isEqualTo(400);
    assertThat(world.api.get(PATH + "/timeline", "after=x").status()).isEqualTo(400);
    assertThat(world.api.get(PATH + "/timeline", "limit=x").status()).isEqualTo(400);
  }

  /** The alert fires for a day, and was notified at 10:00:30. */
  private void announce() {
    fire(HIGH, "full");
    world.after(Duration.ofSeconds(30));
    world.accept();
    world.clock.advance(Duration.ofSeconds(1));
  }

  private void fire(Labels labels, String summary) {
    world.post(
        labels,
        Map.of("summary", summary),
        Optional.of(world.clock.instant().plus(Duration.ofDays(1))));
  }

  private void hours(int count) {
    for (int hour = 0; hour < count; hour++) {
      world.accept();
      world.after(Duration.ofHours(1));
    }
  }

  private OwnApi.Answer acknowledge(String body) {
    return world.api.post(PATH + "/ack", body);
  }

  private static String[] query(Labels labels) {
    return labels.asMap().entrySet().stream()
        .map(label -> "label=" + label.getKey() + "=" + label.getValue())
        .toArray(String[]::new);
  }

  private static List<String> whats(OwnApi.Answer answer) {
    return answer.list("data", "entries").stream()
        .map(entry -> entry instanceof Map<?, ?> fields ? String.valueOf(fields.get("what")) : "")
        .toList();
  }
}
