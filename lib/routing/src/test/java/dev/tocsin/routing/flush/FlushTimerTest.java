package dev.tocsin.routing.flush;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.routing.alert.Alert;
import dev.tocsin.routing.alert.AlertIntake;
import dev.tocsin.routing.alert.PostedAlert;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Times are seconds; the group waits for 30. */
class FlushTimerTest {
  private static final Duration GROUP_WAIT = Duration.ofSeconds(30);

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      textBlock =
          """
          an alert that starts now waits,                     100, 100, 130
          one that started a little earlier waits as long,     80, 100, 130
          one whose wait ends this moment still waits,         70, 100, 130
          one that has waited elsewhere is flushed at once,    69, 100, 100
          one that starts later waits from now on,            200, 100, 130
          """)
  void first_newGroup_waitsUnlessItsAlertHasWaited(
      String why, long startsAt, long now, long first) {
    assertThat(FlushTimer.first(alert(startsAt), GROUP_WAIT, second(now))).isEqualTo(second(first));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      textBlock =
          """
          a new alert changes nothing,             110, 130, 110, 130
          one that has waited elsewhere ends it,    79, 130, 110, 110
          an overdue flush stays as it is,          79, 105, 110, 105
          """)
  void joined_groupThatWaits_isFlushedAtOnceWhenTheAlertHasWaited(
      String why, long startsAt, long due, long now, long next) {
    assertThat(FlushTimer.joined(second(due), alert(startsAt), GROUP_WAIT, second(now)))
        .isEqualTo(second(next));
  }

  @Test
  void counted_lateFlush_isWhenItWasDueUnlessAnIntervalHasPassed() {
    Duration interval = Duration.ofSeconds(60);
    assertThat(FlushTimer.counted(second(100), second(100), interval)).isEqualTo(second(100));
    assertThat(FlushTimer.counted(second(100), second(107), interval)).isEqualTo(second(100));
    assertThat(FlushTimer.counted(second(100), second(159), interval)).isEqualTo(second(100));
    assertThat(FlushTimer.counted(second(100), second(160), interval)).isEqualTo(second(160));
    assertThat(FlushTimer.counted(second(100), second(500), interval)).isEqualTo(second(500));
  }

  private static Alert alert(long startsAt) {
    PostedAlert posted =
        new PostedAlert(
            Map.of("a", "b"), Map.of(), Optional.of(second(startsAt)), Optional.empty(), "");
    return AlertIntake.ofRules(posted, second(startsAt));
  }

  private static Instant second(long second) {
    return Instant.ofEpochSecond(second);
  }
}
