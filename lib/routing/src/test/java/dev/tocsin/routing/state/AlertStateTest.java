package dev.tocsin.routing.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.label.Labels;
import dev.tocsin.routing.alert.Alert;
import dev.tocsin.routing.alert.AlertSource;
import dev.tocsin.routing.flush.Muted;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertStateTest {
  private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
  private static final Labels LABELS = Labels.of("alertname", "Disk", "severity", "high");

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          its start is still to come              | 10  | 300 | false |         | firing
          it fires                                | 0   | 300 | false |         | firing
          it ends in this moment                  | -10 | 0   | false |         | resolved
          it is acknowledged                      | -10 | 300 | true  |         | acknowledged
          a silence mutes it                      | -10 | 300 | false | silence | silenced
          another alert inhibits it               | -10 | 300 | false | source  | silenced
          a silence hides its acknowledgement     | -10 | 300 | true  | silence | silenced
          what has ended is acknowledged no more  | -10 | -5  | true  |         | resolved
          what has ended is not silenced          | -10 | -5  | false | silence | resolved
          """)
  void of_alert_isWhatPeopleSee(
      String why, int start, int end, boolean acknowledged, @Nullable String muted, String state) {
    assertThat(
            AlertState.of(
                    alert(start, end),
                    acknowledged ? Optional.of(acknowledgement(60)) : Optional.empty(),
                    muted(muted),
                    NOW)
                .code())
        .isEqualTo(state);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          pending      | firing resolved
          firing       | acknowledged resolved silenced
          acknowledged | firing resolved silenced
          resolved     | firing
          silenced     | firing acknowledged resolved
          """)
  void mayBecome_state_isAsTheTableSays(String from, String to) {
    AlertState state = AlertState.valueOf(from.toUpperCase(Locale.ROOT));

    assertThat(
            Arrays.stream(AlertState.values())
                .filter(state::mayBecome)
                .map(AlertState::code)
                .collect(Collectors.joining(" ")))
        .isEqualTo(to);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          pending      | the alert is pending; only a firing one can be acknowledged
          firing       |
          acknowledged | the alert is acknowledged already; only a firing one can be acknowledged
          resolved     | the alert is resolved; only a firing one can be acknowledged
          silenced     | the alert is silenced or inhibited; only a firing one can be acknowledged
          """)
  void refuseAcknowledging_state_hasAReason(String state, @Nullable String reason) {
    assertThat(
            AcknowledgementPolicy.refuseAcknowledging(
                AlertState.valueOf(state.toUpperCase(Locale.ROOT))))
        .isEqualTo(Optional.ofNullable(reason));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          pending      | the alert is pending, not acknowledged
          firing       | the alert is firing, not acknowledged
          acknowledged |
          resolved     | the alert is resolved, not acknowledged
          silenced     | the alert is silenced or inhibited, not acknowledged
          """)
  void refuseUnacknowledging_state_hasAReason(String state, @Nullable String reason) {
    assertThat(
            AcknowledgementPolicy.refuseUnacknowledging(
                AlertState.valueOf(state.toUpperCase(Locale.ROOT))))
        .isEqualTo(Optional.ofNullable(reason));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          it must end later        | 0       | an acknowledgement must end in the future, not at 2026-11-30T12:00:00Z
          a second is enough       | 1       |
          thirty days are the most | 2592000 |
          a second more is refused | 2592001 | an acknowledgement must end within 30 days, not at 2026-12-30T12:00:01Z
          """)
  void refuseUntil_time_hasAReason(String why, int seconds, @Nullable String reason) {
    assertThat(AcknowledgementPolicy.refuseUntil(NOW.plusSeconds(seconds), NOW))
        .isEqualTo(Optional.ofNullable(reason));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          before its end it holds | 60 | false | true
          at its end it does not  | 0  | false | false
          nor once it was ended   | 60 | true  | false
          """)
  void holdsAt_acknowledgement_isUntilItsEnd(
      String why, int until, boolean ended, boolean expected) {
    Acknowledgement made = acknowledgement(until);
    Acknowledgement known =
        new Acknowledgement(
            made.id(),
            made.alert(),
            made.author(),
            made.comment(),
            made.at(),
            made.until(),
            ended
                ? Optional.of(
                    new Acknowledgement.End(NOW, Acknowledgement.Cause.UNACKNOWLEDGED, "ben"))
                : Optional.empty());

    assertThat(known.holdsAt(NOW)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          critical | high medium low
          high     | medium low
          medium   | low
          low      |
          urgent   |
          """)
  void lower_severity_isTheSameAlertWithEachLowerOne(String severity, @Nullable String lower) {
    Labels alert = Labels.of("alertname", "Disk", "severity", severity);

    assertThat(SeverityRise.lower(alert))
        .isEqualTo(
            Optional.ofNullable(lower).stream()
                .flatMap(text -> Arrays.stream(text.split(" ")))
                .map(other -> Labels.of("alertname", "Disk", "severity", other))
                .toList());
  }

  private static Alert alert(int start, int end) {
    return new Alert(
        LABELS,
        LABELS.fingerprint(),
        Map.of(),
        NOW.plusSeconds(start),
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
      case "silence" -> new Muted(List.of(new UUID(0, 2)), List.of());
      case "source" -> new Muted(List.of(), List.of(new Fingerprint(3)));
      case null, default -> Muted.BY_NOTHING;
    };
  }
}
