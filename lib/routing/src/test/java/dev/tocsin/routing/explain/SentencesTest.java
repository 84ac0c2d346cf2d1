package dev.tocsin.routing.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.label.Labels;
import dev.tocsin.routing.alert.Alert;
import dev.tocsin.routing.alert.AlertSource;
import dev.tocsin.routing.config.Receiver;
import dev.tocsin.routing.config.RoutingConfiguration;
import dev.tocsin.routing.flush.IntervalState;
import dev.tocsin.routing.group.GroupRef;
import dev.tocsin.routing.group.GroupTimer;
import dev.tocsin.routing.matcher.MatcherParser;
import dev.tocsin.routing.matcher.MatcherSyntax;
import dev.tocsin.routing.silence.Silence;
import dev.tocsin.routing.state.Acknowledgement;
import dev.tocsin.routing.team.Team;
import dev.tocsin.routing.team.WorkingCalendar;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SentencesTest {
  private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
  private static final Labels LABELS = Labels.of("alertname", "Disk", "team", "db");
  private static final RoutingConfiguration CONFIGURATION =
      Configurations.read(
          """
          route:
            receiver: root
            routes:
            - {matchers: [team="db"], receiver: db, group_wait: 30s}
            - {matchers: [alertname="Disk"], receiver: disks}
          receivers: [{name: root}, {name: db, webhook_configs: [{url: 'http://db.example'}]}, {name: disks}]
          inhibit_rules:
          - {name: pages, source_matchers: [severity="critical"], target_matchers: [severity="low"]}
          """);

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          an alert that fires | 60  | the alert fires since 11:00:00 UTC
          one that has ended  | -60 | the alert ended at 11:59:00 UTC
          """)
  void ofLabels_alert_saysHowItStands(String why, int endsIn, String sentence) {
    assertThat(Sentences.ofLabels(explanation(Optional.of(alert(endsIn)), List.of(), List.of())))
        .containsExactly(sentence);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a reaction is awaited | 60  |     | someone must react to it by 12:01:00 UTC
          it is overdue         | -60 | -30 | overdue since 11:59:30 UTC: nobody has reacted to it in time
          """)
  void ofLabels_awaitedReaction_saysWhoseAndUntilWhen(
      String why, int due, @Nullable Integer overdue, String sentence) {
    Team team =
        new Team(
            "database",
            new MatcherParser(MatcherSyntax.UTF8, warning -> {}).matchers("team=db"),
            WorkingCalendar.DEFAULT);
    ExplainedResponse response =
        new ExplainedResponse(
            Optional.of(team),
            Optional.of(NOW.plusSeconds(due)),
            Optional.ofNullable(overdue).map(NOW::plusSeconds));

    assertThat(
            Sentences.ofLabels(
                explanation(Optional.of(alert(600)), response, List.of(), List.of())))
        .containsExactly(
            "the alert fires since 11:00:00 UTC",
            "it is team database's, the first whose matchers fit: {team=\"db\"}",
            sentence);
  }

  @Test
  void ofLabels_noAlertButSilencesAndInhibition_namesThem() {
    Explanation muted =
        new Explanation(
            LABELS,
            NOW,
            Optional.empty(),
            ExplainedResponse.NONE,
            Optional.of(
                new Acknowledgement(
                    new UUID(1, 2),
                    LABELS.fingerprint(),
                    "ben",
                    "on it",
                    NOW,
                    NOW.plusSeconds(600),
                    Optional.empty())),
            List.of(silence(-60, 60)),
            List.of(silence(3_600, 7_200)),
            Optional.of(new Inhibitor(CONFIGURATION.inhibitRules().getFirst(), 0, alert(60))),
            List.of());

    assertThat(Sentences.ofLabels(muted))
        .containsExactly(
            "no alert has exactly these labels",
            "acknowledged until 12:10:00 UTC by ben: on it",
            "silenced until 12:01:00 UTC by ann (silence 00000000-0000-0001-0000-000000000001: disk)",
            "will be silenced from 13:00:00 UTC until 14:00:00 UTC by ann"
                + " (silence 00000000-0000-0001-0000-000000000001: disk)",
            "inhibited by alert "
                + LABELS.fingerprint()
                + " {alertname=\"Disk\", team=\"db\"}, by inhibit rule 0 (pages)");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          none does, and none will      |        |        | false |
          a mute interval holds         |        | nights | true  | muted by the mute intervals nights until 13:00:00 UTC
          no active interval holds      | office |        | false | muted outside the active intervals office
          both: the active one is first | office | nights | true  | muted outside the active intervals office until 13:00:00 UTC
          one will                      |        |        | true  | time intervals of the route mute from 13:00:00 UTC on
          """)
  void ofRoute_intervals_saysWhichMute(
      String why,
      @Nullable String inactive,
      @Nullable String mute,
      boolean changes,
      @Nullable String sentence) {
    ExplainedRoute route =
        route(
            Optional.empty(),
            new IntervalState(names(inactive), names(mute)),
            changes ? Optional.of(NOW.plusSeconds(3_600)) : Optional.empty());

    assertThat(Sentences.ofRoute(route, NOW))
        .containsExactlyElementsOf(
            Stream.of(
                    "there is no such group now; an alert that begins it is flushed after 30s",
                    "route {}/{alertname=\"Disk\"} (receiver disks) matches too,"
                        + " but comes after a route that does not continue",
                    sentence == null ? "" : sentence,
                    "db/webhook[0] has had no flush of this group yet")
                .filter(text -> !text.isEmpty())
                .toList());
  }

  @Test
  void ofRoute_groupWithATimer_saysWhenItIsFlushed() {
    GroupTimer first = new GroupTimer(NOW.plusSeconds(20), Optional.empty());
    GroupTimer later = new GroupTimer(NOW.plusSeconds(20), Optional.of(NOW.minusSeconds(10)));

    assertThat(
            Sentences.ofRoute(route(Optional.of(first), IntervalState.OPEN, Optional.empty()), NOW))
        .first()
        .isEqualTo("the group is flushed first at 12:00:20 UTC");
    assertThat(
            Sentences.ofRoute(route(Optional.of(later), IntervalState.OPEN, Optional.empty()), NOW))
        .first()
        .isEqualTo("the group is flushed next at 12:00:20 UTC, and was last at 11:59:50 UTC");
  }

  @Test
  void ofRoute_receiverWithoutIntegrations_saysSo() {
    RoutePath path = RoutePath.of(CONFIGURATION.root(), Labels.of("team", "web")).getFirst();
    ExplainedRoute route =
        new ExplainedRoute(
            path,
            GroupRef.of(path.route(), LABELS),
            Optional.empty(),
            IntervalState.OPEN,
            Optional.empty(),
            List.of());

    assertThat(Sentences.ofRoute(route, NOW)).last().isEqualTo("receiver root has no integrations");
  }

  private static ExplainedRoute route(
      Optional<GroupTimer> timer, IntervalState intervals, Optional<Instant> change) {
    RoutePath path = RoutePath.of(CONFIGURATION.root(), LABELS).getFirst();
    List<ExplainedIntegration> integrations =
        Optional.ofNullable(CONFIGURATION.receivers().get("db"))
            .map(Receiver::integrations)
            .stream()
            .flatMap(List::stream)
            .map(integration ->
                new ExplainedIntegration(integration, Optional.empty(), Optional.empty()))
            .toList();
    return new ExplainedRoute(
        path, GroupRef.of(path.route(), LABELS), timer, intervals, change, integrations);
  }

  private static Explanation explanation(
      Optional<Alert> alert, List<Silence> silences, List<Silence> pending) {
    return explanation(alert, ExplainedResponse.NONE, silences, pending);
  }

  private static Explanation explanation(
      Optional<Alert> alert,
      ExplainedResponse response,
      List<Silence> silences,
      List<Silence> pending) {
    return new Explanation(
        LABELS,
        NOW,
        alert,
        response,
        Optional.empty(),
        silences,
        pending,
        Optional.empty(),
        List.of());
  }

  private static Alert alert(int endsIn) {
    return new Alert(
        LABELS,
        LABELS.fingerprint(),
        Map.of(),
        NOW.minusSeconds(3_600),
        Optional.of(NOW.plusSeconds(endsIn)),
        NOW,
        true,
        "",
        AlertSource.API);
  }

  private static Silence silence(int start, int end) {
    return new Silence(
        new UUID(1, 1),
        List.of(),
        NOW.plusSeconds(start),
        NOW.plusSeconds(end),
        NOW,
        "ann",
        "disk",
        Map.of());
  }

  private static List<String> names(@Nullable String name) {
    return name == null ? List.of() : List.of(name);
  }
}
