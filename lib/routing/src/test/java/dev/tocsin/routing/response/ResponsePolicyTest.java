package dev.tocsin.routing.response;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.label.Labels;
import dev.tocsin.routing.alert.Alert;
import dev.tocsin.routing.alert.AlertSource;
import dev.tocsin.routing.flush.Muted;
import dev.tocsin.routing.state.Acknowledgement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResponsePolicyTest {
  private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
  private static final Labels LABELS = Labels.of("alertname", "Disk", "severity", "high");

  /** Times are in seconds from now on. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          its time is not up                           | 300 | 60 |     |         | wait 60
          its time is up in this moment                | 300 | 0  |     |         | overdue
          its time was up long ago                     | 300 | -9 |     |         | overdue
          it has ended                                 | 0   | -9 |     |         | over
          it has no response time                      | 300 |    |     |         | over
          somebody has it in hand until then           | 300 | -9 | 120 |         | wait 120
          that does not shorten its time               | 300 | 60 | 30  |         | wait 60
          a silence mutes it: to be looked at again    | 300 | -9 |     | silence | wait 60
          another alert inhibits it                    | 300 | -9 |     | source  | wait 60
          it is acknowledged and silenced              | 300 | -9 | 120 | silence | wait 120
          it has ended, whatever mutes it              | -5  | -9 | 120 | silence | over
          """)
  void decide_alert_isOverdueWhereNobodyReacts(
      String why,
      int end,
      @Nullable Integer due,
      @Nullable Integer until,
      @Nullable String muted,
      String decision) {
    Awaited awaited =
        new Awaited(
            alert(end),
            Optional.ofNullable(due).map(NOW::plusSeconds),
            Optional.ofNullable(until).map(ResponsePolicyTest::acknowledgement),
            muted(muted));

    assertThat(text(ResponsePolicy.decide(awaited, NOW))).isEqualTo(decision);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          what waited becomes overdue now         |     | overdue | overdue at 0
          what is overdue stays so since then     | -50 | overdue | overdue at -50
          what waits is looked at then            |     | wait    | look at 60
          what was overdue may wait again         | -50 | wait    | look at 60
          what is over has no timer               | -50 | over    | none
          """)
  void after_decision_isTheTimer(
      String why, @Nullable Integer overdue, String decision, String expected) {
    ResponseTimer timer =
        new ResponseTimer(
            LABELS.fingerprint(),
            NOW.minusSeconds(100),
            Optional.of(NOW),
            Optional.ofNullable(overdue).map(NOW::plusSeconds));

    Optional<ResponseTimer> after = ResponsePolicy.after(timer, decision(decision), NOW);

    assertThat(after.map(ResponsePolicyTest::text).orElse("none")).isEqualTo(expected);
    assertThat(after.map(ResponseTimer::since).orElse(timer.since())).isEqualTo(timer.since());
  }

  private static ResponseDecision decision(String text) {
    return switch (text) {
      case "over" -> new ResponseDecision.Over();
      case "wait" -> new ResponseDecision.Wait(NOW.plusSeconds(60));
      default -> new ResponseDecision.Overdue();
    };
  }

  private static String text(ResponseDecision decision) {
    return switch (decision) {
      case ResponseDecision.Over over -> "over";
      case ResponseDecision.Wait(Instant at) -> "wait " + seconds(at);
      case ResponseDecision.Overdue overdue -> "overdue";
    };
  }

  private static String text(ResponseTimer timer) {
    return timer
        .lookAt()
        .map(at -> "look at " + seconds(at))
        .orElseGet(() -> "overdue at " + seconds(timer.overdueAt().orElseThrow()));
  }

  private static long seconds(Instant at) {
    return at.getEpochSecond() - NOW.getEpochSecond();
  }

  private static Alert alert(int end) {
    return new Alert(
        LABELS,
        LABELS.fingerprint(),
        Map.of(),
        NOW.minusSeconds(1_000),
        Optional.of(NOW.plusSeconds(end)),
        NOW,
        false,
        "",
        AlertSource.API);
  }

  private static Acknowledgement acknowledgement(int until) {
    return new Acknowledgement(
        new UUID(0, 1),
        LABELS.fingerprint(),
        "ann",
        "on it",
        NOW.minusSeconds(10),
        NOW.plusSeconds(until),
        Optional.empty());
  }

  private static Muted muted(@Nullable String by) {
    return switch (by) {
      case null -> Muted.BY_NOTHING;
      case "silence" -> new Muted(List.of(new UUID(0, 2)), List.of());
      default -> new Muted(List.of(), List.of(Labels.of("a", "b").fingerprint()));
    };
  }
}
