package dev.tocsin.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.label.Labels;
import dev.tocsin.notifier.silence.ChangeSilences;
import dev.tocsin.routing.matcher.MatchOperator;
import dev.tocsin.routing.silence.PostedSilence;
import dev.tocsin.routing.silence.SilenceDecision;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The clock begins at 10:00:00. */
class ExplainTest {
  private static final Labels LOW = Labels.of("alertname", "Disk", "team", "db", "severity", "low");
  private static final String[] QUERY = {
    "label=alertname=Disk", "label=team=db", "label=severity=low"
  };

  private final RoutedWorld world = new RoutedWorld();

  @BeforeEach
  void configure() {
    world.configure(
        """
        route:
          receiver: root
          routes:
          - matchers: [team="db"]
            receiver: db
            group_by: [alertname]
            repeat_interval: 2h
            mute_time_intervals: [evenings]
          - {matchers: [severity="low"], receiver: tickets}
        receivers:
        - name: root
        - {name: db, webhook_configs: [{url: 'http://db.example'}]}
        - {name: tickets, webhook_configs: [{url: 'http://tickets.example'}]}
        time_intervals:
        - {name: evenings, time_intervals: [{times: [{start_time: '18:00', end_time: '24:00'}]}]}
        inhibit_rules:
        - {source_matchers: [severity="critical"], target_matchers: [severity="low"], equal: [team]}
        """);
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void explain_labelsThatNoAlertHas_areRoutedAllTheSame() {
    OwnApi.Answer answer = world.api.get("/api/v1/explain", QUERY).ok();

    assertThat(answer.at("data", "labels")).isEqualTo(LOW.asMap());
    assertThat(answer.at("data", "fingerprint")).isEqualTo(LOW.fingerprint().toString());
    assertThat(answer.at("data", "alert")).isNull();
    assertThat(answer.at("data", "sentences"))
        .isEqualTo(List.of("no alert has exactly these labels"));
    assertThat(answer.list("data", "routes")).hasSize(1);
    assertThat(answer.at("data", "routes", 0, "receiver")).isEqualTo("db");
    assertThat(answer.at("data", "routes", 0, "cut_off", 0, "receiver")).isEqualTo("tickets");
    assertThat(answer.at("data", "routes", 0, "group", "key"))
        .isEqualTo("{}/{team=\"db\"}:{alertname=\"Disk\"}");
    assertThat(answer.at("data", "routes", 0, "timers"))
        .isEqualTo(Map.of("group_wait", "30s", "group_interval", "5m", "repeat_interval", "2h"));
    assertThat(answer.at("data", "routes", 0, "sentences"))
        .isEqualTo(
            List.of(
                "there is no such group now; an alert that begins it is flushed after 30s",
                "route {}/{severity=\"low\"} (receiver tickets) matches too,"
                    + " but comes after a route that does not continue",
                "time intervals of the route mute from 18:00:00 UTC on",
                "db/webhook[0] has had no flush of this group yet"));
  }

  @Test
  void explain_alertThatWasFlushed_saysWhatWasDecidedAndWhenItIsFlushedNext() {
    world.post(LOW);
    world.after(Duration.ofSeconds(30));
    world.clock.advance(Duration.ofSeconds(10));

    OwnApi.Answer answer = world.api.get("/api/v1/explain", QUERY).ok();

    assertThat(answer.at("data", "sentences"))
        .isEqualTo(
            List.of(
                "the alert fires since 10:00:00 UTC",
                "someone must react to it by 2026-11-23 17:00:00 UTC"));
    assertThat(answer.at("data", "routes", 0, "timers", "next_flush"))
        .isEqualTo("2026-11-21T10:05:30.000Z");
    assertThat(answer.at("data", "routes", 0, "integrations", 0, "last_decision", "reason"))
        .isEqualTo("first_notification");
    assertThat(answer.at("data", "routes", 0, "integrations", 0, "sentence"))
        .isEqualTo(
            "db/webhook[0] was notified at 10:00:30 UTC:"
                + " it was the first notification of the group (1 firing, 0 resolved, 0 muted)");
  }

  @Test
  void explain_mutedAlert_saysBySilencesAndInhibition() {
    Labels critical = Labels.of("alertname", "Down", "team", "db", "severity", "critical");
    world.post(LOW);
    world.post(critical);
    String now = silence(Duration.ZERO);
    String later = silence(Duration.ofHours(1));
    world.after(Duration.ofSeconds(30));

    OwnApi.Answer answer = world.api.get("/api/v1/explain", QUERY).ok();

    assertThat(answer.at("data", "silences", 0, "id")).isEqualTo(now);
    assertThat(answer.at("data", "silences", 0, "state")).isEqualTo("active");
    assertThat(answer.at("data", "silences", 1, "id")).isEqualTo(later);
    assertThat(answer.at("data", "silences", 1, "state")).isEqualTo("pending");
    assertThat(answer.at("data", "inhibited_by", "source"))
        .isEqualTo(critical.fingerprint().toString());
    assertThat(answer.at("data", "routes", 0, "integrations", 0, "sentence"))
        .isEqualTo(
            "db/webhook[0] was not notified at 10:00:30 UTC: all alerts were inhibited by "
                + critical.fingerprint());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          other=1                  | label is missing: give each label of the alert as label=NAME=VALUE
          label=team               | label "team" must be NAME=VALUE, neither of them empty
          label==db                | label "=db" must be NAME=VALUE, neither of them empty
          label=team=              | label "team=" must be NAME=VALUE, neither of them empty
          label=team=a label=team=b | label "team" is there twice; an alert has one value of each
          """)
  void explain_badLabels_areRefusedWithASentence(String query, String sentence) {
    OwnApi.Answer answer = world.api.get("/api/v1/explain", query.split(" "));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.at("detail")).isEqualTo(sentence);
  }

  private String silence(Duration startsIn) {
    SilenceDecision made =
        world
            .bean(ChangeSilences.class)
            .post(
                new PostedSilence(
                    Optional.empty(),
                    List.of(
                        List.of(
                            new PostedSilence.PostedMatcher(
                                "severity", MatchOperator.EQUAL, "low"))),
                    world.clock.instant().plus(startsIn),
                    world.clock.instant().plus(Duration.ofHours(2)),
                    "ann",
                    "known",
                    Map.of()));
    return made instanceof SilenceDecision.Create create ? create.silence().id().toString() : "";
  }
}
