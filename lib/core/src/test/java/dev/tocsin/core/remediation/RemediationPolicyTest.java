package dev.tocsin.core.remediation;

import static dev.tocsin.core.remediation.RemediationFixtures.NOW;
import static dev.tocsin.core.remediation.RemediationFixtures.alert;
import static dev.tocsin.core.remediation.RemediationFixtures.remediation;
import static dev.tocsin.core.remediation.RemediationFixtures.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.remediation.RemediationPolicy.Decision;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RemediationPolicyTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private static Decision decide(Remediation remediation, TargetHistory history) {
    return RemediationPolicy.decide(
        remediation,
        remediation.action().render(alert("web-1", Map.of("mount", "/tmp"))),
        history,
        NOW);
  }

  @ParameterizedTest
  @CsvSource({
    // open, attempts of 24 h, minutes since the last, max_attempts, outcome
    "false, 0, , 1, run",
    "true, 0, , 1, already_running",
    "true, 1, 5, 1, already_running",
    "false, 1, 59, 1, cooldown",
    "false, 1, 59, 9, cooldown",
    "false, 1, 60, 1, max_attempts",
    "false, 1, 60, 2, run",
    "false, 2, 61, 2, max_attempts",
    "false, 0, 1441, 1, run"
  })
  void decide_table(
      boolean open, int attempts, @Nullable Integer minutes, int maxAttempts, String outcome) {
    Optional<Instant> last =
        Optional.ofNullable(minutes).map(m -> NOW.minus(Duration.ofMinutes(m)));
    Decision decision =
        decide(remediation(false, maxAttempts, HOUR), new TargetHistory(open, attempts, last));
    assertThat(
            switch (decision) {
              case Decision.Run ignored -> "run";
              case Decision.Ask ignored -> "ask";
              case Decision.Skip skip -> skip.why().code();
            })
        .isEqualTo(outcome);
  }

  @Test
  void decide_approvalRequired_asksInsteadOfRunning() {
    assertThat(decide(remediation(true, 1, HOUR), TargetHistory.NONE))
        .isInstanceOf(Decision.Ask.class);
  }

  @Test
  void decide_labelAbsent_skipsAsInvalidParameter() {
    Remediation entry = remediation(true, 1, HOUR);
    assertThat(
            RemediationPolicy.decide(
                entry, entry.action().render(alert("web-1", Map.of())), TargetHistory.NONE, NOW))
        .isInstanceOfSatisfying(
            Decision.Skip.class,
            skip -> assertThat(skip.why()).isEqualTo(EndReason.INVALID_PARAMETER));
  }

  @Test
  void decide_anyFlapping_neverExceedsAttemptsNorCooldown() {
    Random random = new Random(42);
    for (int round = 0; round < 200; round++) {
      int max = random.nextInt(1, 5);
      Duration cooldown = Duration.ofMinutes(random.nextInt(0, 600));
      Remediation entry = remediation(false, max, cooldown);
      List<Instant> ran = new ArrayList<>();
      Instant now = NOW;
      for (int step = 0; step < 100; step++) {
        now = now.plus(Duration.ofMinutes(random.nextInt(1, 300)));
        Instant from = now.minus(RemediationPolicy.WINDOW);
        TargetHistory history =
            new TargetHistory(
                false,
                (int) ran.stream().filter(at -> at.isAfter(from)).count(),
                ran.isEmpty() ? Optional.empty() : Optional.of(ran.getLast()));
        Decision decision =
            RemediationPolicy.decide(
                entry,
                entry.action().render(alert("web-1", Map.of("mount", "/tmp"))),
                history,
                now);
        if (decision instanceof Decision.Run) {
          ran.add(now);
        }
      }
      assertThat(ran).isNotEmpty();
      for (int at = 0; at < ran.size(); at++) {
        Instant end = ran.get(at);
        Instant start = end.minus(RemediationPolicy.WINDOW);
        assertThat(ran.stream().filter(t -> t.isAfter(start) && !t.isAfter(end)).count())
            .isLessThanOrEqualTo(max);
        if (at > 0) {
          assertThat(Duration.between(ran.get(at - 1), end)).isGreaterThanOrEqualTo(cooldown);
        }
      }
    }
  }

  @Test
  void afterFailure_attemptsLeft_isDueAgainAfterTheCooldown() {
    Run failed = run(RunStatus.RUNNING, Optional.empty(), List.of(NOW));
    Run next =
        RemediationPolicy.afterFailure(
            failed,
            remediation(false, 2, HOUR),
            new TargetHistory(true, 1, Optional.of(NOW)),
            EndReason.HTTP_STATUS,
            "HTTP 500",
            NOW);
    assertThat(next.status()).isEqualTo(RunStatus.APPROVED);
    assertThat(next.dueAt()).hasValue(NOW.plus(HOUR));
    assertThat(next.reason()).hasValue(EndReason.HTTP_STATUS);
  }

  @Test
  void afterFailure_attemptsUsedUp_failed() {
    Run next =
        RemediationPolicy.afterFailure(
            run(RunStatus.RUNNING, Optional.empty(), List.of(NOW)),
            remediation(false, 1, HOUR),
            new TargetHistory(true, 1, Optional.of(NOW)),
            EndReason.OUTCOME_UNKNOWN,
            "nobody knows",
            NOW);
    assertThat(next.status()).isEqualTo(RunStatus.FAILED);
    assertThat(next.reason()).hasValue(EndReason.OUTCOME_UNKNOWN);
    assertThat(next.dueAt()).isEmpty();
    assertThat(next.finished()).hasValue(NOW);
  }

  @ParameterizedTest
  @CsvSource({
    "AWAITING_APPROVAL, 0, SKIPPED, ALERT_RESOLVED",
    "APPROVED, 0, SKIPPED, ALERT_RESOLVED",
    "APPROVED, 1, FAILED, HTTP_STATUS",
    "RUNNING, 1, RUNNING, HTTP_STATUS",
    "SUCCESS, 1, SUCCESS, HTTP_STATUS"
  })
  void afterResolution_table(
      RunStatus status, int attempts, RunStatus expected, EndReason expectedReason) {
    Run before =
        run(
            status,
            attempts == 0 ? Optional.empty() : Optional.of(EndReason.HTTP_STATUS),
            attempts == 0 ? List.of() : List.of(NOW));
    Run after = RemediationPolicy.afterResolution(before, NOW);
    assertThat(after.status()).isEqualTo(expected);
    assertThat(after.reason()).hasValue(expectedReason);
  }
}
