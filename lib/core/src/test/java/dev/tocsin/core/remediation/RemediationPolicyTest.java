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

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # sentence                                       | open  | attempts in 24 h | minutes since the last | max_attempts | approval | decision
          A target that was never repaired is repaired     | false | 0                |                        | 1            | false    | run
          One that needs an approval asks a person first   | false | 0                |                        | 1            | true     | ask
          Another run for the target is open               | true  | 0                |                        | 1            | false    | already_running
          An open run counts before cooldown and attempts  | true  | 1                | 5                      | 1            | false    | already_running
          Also where a person would be asked               | true  | 0                |                        | 1            | true     | already_running
          Within the cooldown nothing is done              | false | 1                | 59                     | 9            | false    | cooldown
          The cooldown counts before the attempts          | false | 1                | 59                     | 1            | false    | cooldown
          The cooldown is over when it has passed          | false | 1                | 60                     | 2            | false    | run
          As many attempts as allowed were made in 24 h    | false | 1                | 60                     | 1            | false    | max_attempts
          Several attempts may be allowed                  | false | 2                | 61                     | 2            | false    | max_attempts
          More than allowed were made, since fewer are now | false | 3                | 61                     | 2            | false    | max_attempts
          No person is asked for an attempt beyond them    | false | 1                | 60                     | 1            | true     | max_attempts
          Attempts before the 24 h do not count            | false | 0                | 1441                   | 1            | false    | run
          """)
  void decide_onAFiringAlert_isAsTheSentenceSays(
      String sentence,
      boolean open,
      int attempts,
      @Nullable Integer minutes,
      int maxAttempts,
      boolean requiresApproval,
      String decision) {
    Optional<Instant> last =
        Optional.ofNullable(minutes).map(m -> NOW.minus(Duration.ofMinutes(m)));
    Remediation entry = remediation(requiresApproval, maxAttempts, HOUR);
    TargetHistory history = new TargetHistory(open, attempts, last);
    assertThat(
            switch (decide(entry, history)) {
              case Decision.Run run -> {
                assertThat(run.request().uri().toString()).endsWith("/clean/web-1");
                yield "run";
              }
              case Decision.Ask ask -> {
                assertThat(ask.request().uri().toString()).endsWith("/clean/web-1");
                yield "ask";
              }
              case Decision.Skip skip -> skip.why().code();
            })
        .as(sentence)
        .isEqualTo(decision);
  }

  @Test
  void decide_attemptsUsedUp_saysHowMany() {
    assertThat(decide(remediation(false, 2, HOUR), new TargetHistory(false, 3, Optional.empty())))
        .isEqualTo(
            new Decision.Skip(
                EndReason.MAX_ATTEMPTS, "3 of 2 attempts on this target in 24 hours are used up"));
  }

  @Test
  void decide_labelAbsent_skipsAsInvalidParameter() {
    Remediation entry = remediation(true, 1, HOUR);
    assertThat(
            RemediationPolicy.decide(
                entry, entry.action().render(alert("web-1", Map.of())), TargetHistory.NONE, NOW))
        .isInstanceOfSatisfying(
            Decision.Skip.class,
            skip -> {
              assertThat(skip.why()).isEqualTo(EndReason.INVALID_PARAMETER);
              assertThat(skip.detail()).contains("mount");
            });
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

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          While attempts are left another one follows after the cooldown | 1 | 2 | APPROVED | 3600
          The last attempt ends the run as failed                        | 1 | 1 | FAILED   |
          More than allowed end it too                                   | 2 | 1 | FAILED   |
          """)
  void afterFailure_ofAnAttempt_isAsTheSentenceSays(
      String sentence, int attempts, int maxAttempts, RunStatus status, @Nullable Long dueIn) {
    Run failed = run(RunStatus.RUNNING, Optional.empty(), List.of(NOW));
    Run next =
        RemediationPolicy.afterFailure(
            failed,
            remediation(false, maxAttempts, HOUR),
            new TargetHistory(true, attempts, Optional.of(NOW)),
            EndReason.HTTP_STATUS,
            "HTTP 500",
            NOW);

    assertThat(next.status()).as(sentence).isEqualTo(status);
    assertThat(next.reason()).as(sentence).hasValue(EndReason.HTTP_STATUS);
    assertThat(next.detail()).as(sentence).isEqualTo("HTTP 500");
    assertThat(next.dueAt())
        .as(sentence)
        .isEqualTo(Optional.ofNullable(dueIn).map(NOW::plusSeconds));
    assertThat(next.finished())
        .as(sentence)
        .isEqualTo(dueIn == null ? Optional.of(NOW) : Optional.empty());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          A run that waits for an approval ends as skipped   | AWAITING_APPROVAL | 0 | SKIPPED | ALERT_RESOLVED
          Also before its second attempt                     | AWAITING_APPROVAL | 1 | SKIPPED | ALERT_RESOLVED
          One that is approved and not begun ends as skipped | APPROVED          | 0 | SKIPPED | ALERT_RESOLVED
          One whose attempt failed before ends as failed     | APPROVED          | 1 | FAILED  | HTTP_STATUS
          An attempt under way goes on                       | RUNNING           | 1 | RUNNING | HTTP_STATUS
          A run that succeeded stays as it is                | SUCCESS           | 1 | SUCCESS | HTTP_STATUS
          A run that failed stays as it is                   | FAILED            | 1 | FAILED  | HTTP_STATUS
          A run that was skipped stays as it is              | SKIPPED           | 1 | SKIPPED | HTTP_STATUS
          """)
  void afterResolution_ofTheAlert_isAsTheSentenceSays(
      String sentence, RunStatus status, int attempts, RunStatus expected, EndReason reason) {
    Run before =
        run(
            status,
            attempts == 0 ? Optional.empty() : Optional.of(EndReason.HTTP_STATUS),
            attempts == 0 ? List.of() : List.of(NOW));
    Run after = RemediationPolicy.afterResolution(before, NOW);

    assertThat(after.status()).as(sentence).isEqualTo(expected);
    assertThat(after.reason()).as(sentence).hasValue(reason);
    assertThat(after.finished())
        .as(sentence)
        .isEqualTo(status == expected ? before.finished() : Optional.of(NOW));
  }
}
