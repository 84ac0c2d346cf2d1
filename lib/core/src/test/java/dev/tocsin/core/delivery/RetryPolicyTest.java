package dev.tocsin.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.breaker.Outcome;
import dev.tocsin.core.label.Fingerprint;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryPolicyTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private static final RetryPolicy POLICY =
      new RetryPolicy(Duration.ofSeconds(1), Duration.ofSeconds(60), Duration.ofMinutes(15));

  @ParameterizedTest
  @CsvSource({
    "0,  0,    PT0.5S",
    "0,  0.999999, PT1S",
    "1, 0, PT1S",
    "3, 0.5, PT6S",
    "6,  0,    PT30S",
    "30, 0,        PT30S",
    "1000, 0.999999, PT1M"
  })
  void pause_failedBefore_doublesUpToTheCap(int failed, double random, Duration pause) {
    assertThat(POLICY.pause(failed, Optional.empty(), random)).isEqualTo(pause);
  }

  @ParameterizedTest
  @CsvSource({"PT0S, PT0.5S", "PT7S, PT7S", "PT2H, PT15M"})
  void pause_receiverAskedForOne_isHonouredUpToItsCap(Duration asked, Duration pause) {
    assertThat(POLICY.pause(0, Optional.of(asked), 0)).isEqualTo(pause);
  }

  @ParameterizedTest
  @CsvSource({
    "200, ACCEPTED", "204, ACCEPTED", "400, REFUSED", "404, REFUSED", "302, RETRYING",
    "408, RETRYING", "425, RETRYING", "429, RETRYING", "500, RETRYING", "503, RETRYING"
  })
  void result_answer_isAsTheTableSays(int status, Reason reason) {
    Attempt attempt = Attempt.answered(status, Optional.empty(), "HTTP " + status);
    AttemptResult result = POLICY.result(delivery(NOW.plusSeconds(1)), attempt, 0, NOW);
    assertThat(result.reason()).isEqualTo(reason);
    assertThat(result.detail()).isEqualTo("HTTP " + status);
    assertThat(result.attempted()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "200, SUCCESS",
    "400, NEITHER",
    "408, NEITHER",
    "429, NEITHER",
    "301, NEITHER",
    "500, FAILURE",
    "503, FAILURE",
    "999, FAILURE"
  })
  void outcome_answer_saysOfTheDestination(int status, Outcome outcome) {
    assertThat(Attempt.answered(status, Optional.empty(), "").outcome()).isEqualTo(outcome);
  }

  @Test
  void result_noAnswer_isTriedAgainAfterThePause() {
    AttemptResult result =
        POLICY.result(delivery(NOW.plusSeconds(1)), Attempt.unanswered("refused"), 0, NOW);
    assertThat(result.reason()).isEqualTo(Reason.RETRYING);
    assertThat(result.dueAt()).isEqualTo(NOW.plusMillis(500));
  }

  @Test
  void result_deadlineReached_isGivenUp() {
    AttemptResult result = POLICY.result(delivery(NOW), Attempt.unanswered("refused"), 0, NOW);
    assertThat(result.reason()).isEqualTo(Reason.DEADLINE_PASSED);
    assertThat(result.isFinal()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "120,                             PT2M",
    "' 0 ',                           PT0S",
    "'Sat, 21 Nov 2026 10:00:30 GMT', PT30S",
    "'Sat, 21 Nov 2026 09:00:00 GMT', PT0S",
    "-1,                              ",
    "soon,                            ",
    "99999999999999999999,            "
  })
  void retryAfter_header_isReadOrIgnored(String header, @Nullable Duration pause) {
    assertThat(RetryAfter.parse(header, NOW)).isEqualTo(Optional.ofNullable(pause));
  }

  private static Delivery delivery(Instant deadline) {
    UUID id = new UUID(0, 1);
    return new Delivery(
        new QueuedDelivery(id, id, 1, Kind.FIRING, 1, Reason.READY),
        id,
        new Fingerprint(1),
        "notification-service",
        "{}",
        Optional.empty(),
        NOW,
        NOW,
        deadline,
        0,
        0,
        "");
  }
}
