package dev.tocsin.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.label.Labels;
import dev.tocsin.notifier.silence.ChangeSilences;
import dev.tocsin.routing.matcher.MatchOperator;
import dev.tocsin.routing.response.ResponseTimers;
import dev.tocsin.routing.silence.PostedSilence;
import dev.tocsin.routing.silence.SilenceDecision;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Alerts to which nobody reacts. The clock begins at 10:00:00; high is overdue after 15 min. */
class OverdueTest {
  private static final Labels HIGH = Labels.of("alertname", "Disk", "severity", "high");
  private static final Labels CRITICAL = Labels.of("alertname", "Disk", "severity", "critical");
  private static final Labels WARNING = Labels.of("alertname", "Disk", "severity", "warning");
  private static final Duration QUARTER = Duration.ofMinutes(15);

  private static final String ALERTMANAGER =
      """
      route: {receiver: db, group_by: [alertname], group_wait: 30s, group_interval: 1h, repeat_interval: 12h}
      receivers: [{name: db, webhook_configs: [{url: 'http://db.example'}]}]
      inhibit_rules:
      - {source_matchers: [severity="critical"], target_matchers: [severity="high"], equal: [alertname]}
      """;

  private final RoutedWorld world = new RoutedWorld();

  @BeforeEach
  void configure() {
    world.configure(ALERTMANAGER);
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void look_nobodyReacts_isOverdueOnceItsTimeIsUp() {
    fire(HIGH);
    world.look(QUARTER.minusMillis(1));
    assertThat(state(HIGH).at("data", "respond_by")).isEqualTo("2026-11-21T10:15:00.000Z");
    assertThat(state(HIGH).at("data", "overdue_at")).isNull();

    world.look(Duration.ofMillis(1));
    world.look(QUARTER);

    assertThat(state(HIGH).at("data", "overdue_at")).isEqualTo("2026-11-21T10:15:00.000Z");
    assertThat(String.valueOf(state(HIGH).at("data", "sentences")))
        .contains("overdue since 10:15:00 UTC: nobody has reacted to it in time");
    assertThat(events(HIGH)).containsExactly("overdue", "started");
    assertThat(overdue()).isEqualTo(1);
  }

  @Test
  void look_critical_hasFiveMinutesAndAnUnknownSeverityForEver() {
    fire(CRITICAL);
    fire(WARNING);

    world.look(Duration.ofMinutes(5));
    world.look(Duration.ofHours(20));

    assertThat(events(CRITICAL)).containsExactly("overdue", "started");
    assertThat(events(WARNING)).containsExactly("started");
  }

  @Test
  void look_alertThatEnded_isNot() {
    fire(HIGH);
    world.clock.advance(Duration.ofMinutes(14));
    world.resolve(HIGH);

    world.look(QUARTER);

    assertThat(events(HIGH)).containsExactly("resolved", "started");
  }

  @Test
  void look_alertThatTimedOut_isNot() {
    world.post(HIGH);

    world.look(QUARTER);

    assertThat(events(HIGH)).containsExactly("timed_out", "started");
    assertThat(world.bean(ResponseTimers.class).find(List.of(HIGH.fingerprint()))).isEmpty();
  }

  @Test
  void resolve_overdueAlert_countsNoMoreAndItsNextOccurrenceBeginsAnew() {
    fire(HIGH);
    world.look(QUARTER);
    world.resolve(HIGH);
    assertThat(overdue()).isZero();

    world.clock.advance(Duration.ofMinutes(10));
    fire(HIGH);
    world.look(QUARTER.minusMillis(1));
    assertThat(overdue()).isZero();
    world.look(Duration.ofMillis(1));
    assertThat(overdue()).isEqualTo(1);
  }

  @Test
  void acknowledge_inTime_keepsItFromBeingOverdueUntilThatEnds() {
    fire(HIGH);
    world.look(Duration.ofMinutes(10));
    acknowledge("1h");

    world.look(Duration.ofMinutes(59));
    assertThat(overdue()).isZero();

    world.look(Duration.ofMinutes(1));
    assertThat(overdue()).isEqualTo(1);
  }

  @Test
  void acknowledge_overdueAlert_isOverdueNoMore() {
    fire(HIGH);
    world.look(QUARTER);

    acknowledge("10h");
    world.look(QUARTER);
    assertThat(overdue()).isZero();
    assertThat(state(HIGH).at("data", "overdue_at")).isNull();

    world.api.post("/api/v1/alerts/" + HIGH.fingerprint() + "/unack", "").ok();
    world.look(Duration.ZERO);
    assertThat(state(HIGH).at("data", "overdue_at")).isEqualTo("2026-11-21T10:30:00.000Z");
    assertThat(events(HIGH)).containsExactly("overdue", "overdue", "started");
  }

  @Test
  void silence_inTime_keepsItFromBeingOverdueUntilThatEnds() {
    fire(HIGH);
    silence(Duration.ofMinutes(40));

    world.look(Duration.ofMinutes(39));
    assertThat(overdue()).isZero();

    world.look(Duration.ofMinutes(1));
    assertThat(state(HIGH).at("data", "overdue_at")).isEqualTo("2026-11-21T10:40:00.000Z");
  }

  @Test
  void look_inhibitedAlert_isAMatterOfTheOtherOne() {
    fire(HIGH);
    fire(CRITICAL);

    world.look(QUARTER);
    assertThat(events(HIGH)).containsExactly("started");
    assertThat(events(CRITICAL)).containsExactly("overdue", "started");

    world.resolve(CRITICAL);
    world.look(Duration.ofMinutes(1));
    assertThat(events(HIGH)).containsExactly("overdue", "started");
  }

  @Test
  void severityRises_acknowledgedAlert_isAwaitedAgain() {
    fire(HIGH);
    acknowledge("10h");
    world.look(QUARTER);
    fire(CRITICAL);
    world.resolve(CRITICAL);

    world.look(Duration.ZERO);

    assertThat(events(HIGH)).containsExactly("overdue", "started");
  }

  @Test
  void look_alertThatBecameKnownLate_hasItsTimeFromThen() {
    world.clock.advance(Duration.ofHours(3));
    fire(HIGH);

    world.look(QUARTER.minusMillis(1));
    assertThat(overdue()).isZero();
    world.look(Duration.ofMillis(1));
    assertThat(overdue()).isEqualTo(1);
  }

  @Test
  void flush_overdueAlert_isNotifiedOnceMore() {
    configure("overdue: {notify: true}");
    fire(HIGH);
    flush(Duration.ofSeconds(30));

    world.look(QUARTER.minusSeconds(30));
    flush(Duration.ZERO);
    flush(Duration.ofHours(1));
    flush(Duration.ofHours(1));

    assertThat(decisions(HIGH))
        .containsExactly("nothing_new", "nothing_new", "overdue", "first_notification");
  }

  @Test
  void flush_overdueAlertThatIsAcknowledgedJustThen_isNot() {
    configure("overdue: {notify: true}");
    fire(HIGH);
    flush(Duration.ofSeconds(30));

    world.look(QUARTER);
    acknowledge("10h");
    flush(Duration.ofSeconds(1));

    assertThat(decisions(HIGH)).containsExactly("nothing_new", "first_notification");
  }

  @Test
  void flush_overdueAlertWhereThatIsOff_isAsAlways() {
    configure("overdue: {notify: false}");
    fire(HIGH);
    flush(Duration.ofSeconds(30));

    world.look(QUARTER);
    flush(Duration.ofHours(1));

    assertThat(events(HIGH)).containsExactly("overdue", "started");
    assertThat(decisions(HIGH)).containsExactly("nothing_new", "first_notification");
  }

  @Test
  void configure_otherResponseTimes_decidesAnew() {
    fire(HIGH);
    configure("response_times: {high: 10m}");
    world.look(Duration.ofMinutes(10));
    assertThat(overdue()).isEqualTo(1);

    configure("response_times: {high: 20m}");
    world.look(Duration.ZERO);
    assertThat(overdue()).isZero();

    world.look(Duration.ofMinutes(10));
    assertThat(state(HIGH).at("data", "overdue_at")).isEqualTo("2026-11-21T10:20:00.000Z");
  }

  /** The clock begins on a Saturday. */
  @Test
  void look_nextBusinessDay_isThatOfTheTeam() {
    configure(
        """
        teams:
        - {name: tokyo, matchers: [severity=low], time_zone: Asia/Tokyo, holidays: [2026-11-23]}
        """);
    Labels low = Labels.of("alertname", "Disk", "severity", "low");
    fire(low);

    assertThat(state(low).at("data", "respond_by")).isEqualTo("2026-11-24T08:00:00.000Z");
    assertThat(state(low).at("data", "team"))
        .isEqualTo(Map.of("name", "tokyo", "matchers", "{severity=\"low\"}"));
  }

  private void configure(String additions) {
    world.configure(ALERTMANAGER, Optional.of(additions));
  }

  private void flush(Duration after) {
    world.after(after);
    world.accept();
  }

  private void fire(Labels labels) {
    world.post(labels, Map.of(), Optional.of(world.clock.instant().plus(Duration.ofDays(1))));
  }

  private void acknowledge(String duration) {
    world
        .api
        .post(
            "/api/v1/alerts/" + HIGH.fingerprint() + "/ack", "{\"duration\":\"" + duration + "\"}")
        .ok();
  }

  private OwnApi.Answer state(Labels labels) {
    String[] query =
        labels.asMap().entrySet().stream()
            .map(label -> "label=" + label.getKey() + "=" + label.getValue())
            .toArray(String[]::new);
    return world.api.get("/api/v1/explain", query).ok();
  }

  private List<String> events(Labels labels) {
    return entries("event", labels);
  }

  private List<String> decisions(Labels labels) {
    return entries("decision", labels);
  }

  private List<String> entries(String kind, Labels labels) {
    return world
        .api
        .get("/api/v1/alerts/" + labels.fingerprint() + "/timeline")
        .ok()
        .list("data", "entries")
        .stream()
        .flatMap(entry -> entry instanceof Map<?, ?> fields ? Stream.of(fields) : Stream.empty())
        .filter(fields -> kind.equals(fields.get("kind")))
        .map(fields -> String.valueOf(fields.get("what")))
        .toList();
  }

  private int overdue() {
    Instant now = world.clock.instant();
    return world.bean(ResponseTimers.class).countOverdue(now);
  }

  private void silence(Duration time) {
    Instant now = world.clock.instant();
    SilenceDecision decision =
        world
            .bean(ChangeSilences.class)
            .post(
                new PostedSilence(
                    Optional.empty(),
                    List.of(
                        List.of(
                            new PostedSilence.PostedMatcher(
                                "alertname", MatchOperator.EQUAL, "Disk"))),
                    now,
                    now.plus(time),
                    "ann",
                    "disk",
                    Map.of()));
    assertThat(decision).isInstanceOf(SilenceDecision.Create.class);
  }
}
