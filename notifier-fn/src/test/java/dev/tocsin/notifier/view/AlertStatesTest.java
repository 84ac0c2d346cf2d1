package dev.tocsin.notifier.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.label.Labels;
import dev.tocsin.notifier.TestContext;
import dev.tocsin.notifier.alert.AcceptAlerts;
import dev.tocsin.notifier.mute.FindMuting;
import dev.tocsin.notifier.routing.ActiveRouting;
import dev.tocsin.notifier.silence.ChangeSilences;
import dev.tocsin.routing.alert.LabelNameMode;
import dev.tocsin.routing.alert.PostedAlert;
import dev.tocsin.routing.alert.RoutedAlerts;
import dev.tocsin.routing.flush.Muted;
import dev.tocsin.routing.matcher.MatchOperator;
import dev.tocsin.routing.silence.PostedSilence;
import dev.tocsin.routing.silence.PostedSilence.PostedMatcher;
import dev.tocsin.routing.silence.SilenceDecision;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@link AlertStates}, and the muting that {@link FindMuting} finds for them. */
class AlertStatesTest {
  private final TestContext context = new TestContext();
  private final AlertStates states = context.get(AlertStates.class);
  private final Instant start = context.clock.instant();

  @BeforeEach
  void configure() {
    long unused =
        context.configure(
            """
            route:
              receiver: all
              group_by: [team]
              routes:
              - {receiver: audit, matchers: [severity="critical"], continue: true}
              - {receiver: db, matchers: [team="db"], mute_time_intervals: [morning]}
            receivers: [{name: all}, {name: audit}, {name: db}]
            inhibit_rules:
            - source_matchers: [severity="critical"]
              target_matchers: [severity="info"]
              equal: [team]
            time_intervals:
            - {name: morning, time_intervals: [{times: [{start_time: "08:00", end_time: "12:00"}]}]}
            """);
  }

  @AfterEach
  void close() {
    context.close();
  }

  private Fingerprint post(String name, String team, String severity) {
    Map<String, String> labels = Map.of("alertname", name, "team", team, "severity", severity);
    assertThat(
            context
                .get(AcceptAlerts.class)
                .run(
                    List.of(
                        new PostedAlert(labels, Map.of(), Optional.empty(), Optional.empty(), "")),
                    LabelNameMode.UTF8)
                .refusals())
        .isEmpty();
    return Labels.of(labels).fingerprint();
  }

  private UUID silence(String team) {
    SilenceDecision decision =
        context
            .get(ChangeSilences.class)
            .post(
                new PostedSilence(
                    Optional.empty(),
                    List.of(List.of(new PostedMatcher("team", MatchOperator.EQUAL, team))),
                    start,
                    start.plus(Duration.ofMinutes(2)),
                    "ada",
                    "why",
                    Map.of()));
    return ((SilenceDecision.Create) decision).silence().id();
  }

  private Map<Fingerprint, Muted> muting() {
    return context
        .get(FindMuting.class)
        .run(
            context.get(RoutedAlerts.class).active(context.clock.instant()),
            context.get(ActiveRouting.class).now(),
            context.clock.instant());
  }

  @Test
  void muting_bySilenceAndByOtherAlerts_namesWhatMutes() {
    Fingerprint source = post("a", "x", "critical");
    Fingerprint inhibited = post("b", "x", "info");
    Fingerprint silenced = post("c", "y", "info");
    Fingerprint free = post("d", "z", "info");
    UUID silence = silence("y");

    assertThat(muting())
        .containsOnly(
            entry(source, Muted.BY_NOTHING),
            entry(inhibited, new Muted(List.of(), List.of(source))),
            entry(silenced, new Muted(List.of(silence), List.of())),
            entry(free, Muted.BY_NOTHING));
  }

  @Test
  void muting_silencedSource_stillInhibits() {
    Fingerprint source = post("a", "x", "critical");
    Fingerprint target = post("b", "x", "info");
    UUID silence = silence("x");

    assertThat(muting())
        .containsOnly(
            entry(source, new Muted(List.of(silence), List.of())),
            entry(target, new Muted(List.of(silence), List.of(source))));
  }

  @Test
  void muting_silenceIsOver_isNoMore() {
    Fingerprint alert = post("a", "x", "info");
    UUID unused = silence("x");
    context.clock.advance(Duration.ofMinutes(2));

    assertThat(muting()).containsOnly(entry(alert, Muted.BY_NOTHING));
  }

  @Test
  void alerts_firing_haveTheirReceiversInTheOrderOfTheTree() {
    Fingerprint alert = post("a", "db", "critical");

    assertThat(states.alerts())
        .extracting(
            state -> state.alert().fingerprint(), AlertState::receivers, AlertState::isMuted)
        .containsExactly(tuple(alert, List.of("audit", "db"), false));
  }

  @Test
  void alerts_ended_areLeftOut() {
    Fingerprint unused = post("a", "x", "info");
    context.clock.advance(Duration.ofMinutes(5));

    assertThat(states.alerts()).isEmpty();
    assertThat(states.groups()).isEmpty();
  }

  @Test
  void groups_firing_holdTheirAlertsAndTheIntervalsThatMute() {
    Fingerprint first = post("a", "db", "critical");
    Fingerprint second = post("b", "db", "warning");
    Fingerprint third = post("c", "x", "warning");

    assertThat(states.groups())
        .extracting(
            group -> group.route().receiver(),
            group -> group.labels().get("team"),
            group ->
                group.alerts().stream().map(state -> state.alert().fingerprint()).sorted().toList(),
            GroupState::mutedBy)
        .containsExactlyInAnyOrder(
            tuple("audit", "db", List.of(first), List.of()),
            tuple(
                "db", "db", List.of(first, second).stream().sorted().toList(), List.of("morning")),
            tuple("all", "x", List.of(third), List.of()));
  }
}
