package dev.tocsin.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.breaker.Outcome;
import dev.tocsin.core.delivery.Subject.AlertEvent;
import dev.tocsin.core.label.Fingerprint;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each row of the tables is a sentence of docs/notifications.md ("Answers"). */
class RetryPolicyTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private static final RetryPolicy POLICY =
      new RetryPolicy(Duration.ofSeconds(1), Duration.ofSeconds(60), Duration.ofMinutes(15));

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          The first pause is 1 s                                  | 0    | 0.999999 |       | PT1S
          Shortened by a random part of up to one half            | 0    | 0        |       | PT0.5S
          The pauses double                                       | 1    | 0.999999 |       | PT2S
          With each failed attempt                                | 3    | 0.999999 |       | PT8S
          The random part is of the doubled pause                 | 3    | 0.5      |       | PT6S
          The pauses double up to 60 s                            | 6    | 0.999999 |       | PT1M
          Shortened too                                           | 6    | 0        |       | PT30S
          However often an attempt failed                         | 30   | 0.999999 |       | PT1M
          However often an attempt failed, for weeks              | 1000 | 0.999999 |       | PT1M
          A Retry-After that is longer than the pause is honoured | 0    | 0        | PT7S  | PT7S
          A Retry-After that is shorter is not: the pause counts  | 0    | 0        | PT0S  | PT0.5S
          A Retry-After is honoured up to 15 minutes              | 0    | 0        | PT15M | PT15M
          A longer one is cut                                     | 0    | 0        | PT2H  | PT15M
          """)
  void pause_afterAFailedAttempt_isAsTheSentenceSays(
      String sentence,
      int failedBefore,
      double random,
      @Nullable Duration retryAfter,
      Duration pause) {
    assertThat(POLICY.pause(failedBefore, Optional.ofNullable(retryAfter), random))
        .as(sentence)
        .isEqualTo(pause);
  }

  @Test
  void pause_ofTheLongestBase_doesNotOverflow() {
    RetryPolicy policy =
        new RetryPolicy(
            Duration.ofMillis(Long.MAX_VALUE / 2), Duration.ofDays(1), Duration.ofMinutes(15));
    assertThat(policy.pause(30, Optional.empty(), 0.999999999999)).isEqualTo(Duration.ofDays(1));
    assertThat(policy.pause(2, Optional.empty(), 0)).isEqualTo(Duration.ofHours(12));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          200 to 299: accepted                                | 200 | ACCEPTED | SUCCESS
          200 to 299: accepted, the last of them              | 299 | ACCEPTED | SUCCESS
          Below 200 it is no answer to rely on                | 199 | RETRYING | FAILURE
          300 to 399: tried again, no failure for the breaker | 300 | RETRYING | NEITHER
          300 to 399: tried again, the last of them           | 399 | RETRYING | NEITHER
          408: tried again, no failure for the breaker        | 408 | RETRYING | NEITHER
          425: tried again, no failure for the breaker        | 425 | RETRYING | NEITHER
          429: tried again, no failure for the breaker        | 429 | RETRYING | NEITHER
          400 to 499: refused, no failure for the breaker     | 400 | REFUSED  | NEITHER
          400 to 499: refused, the last of them               | 499 | REFUSED  | NEITHER
          500 to 599: tried again, a failure for the breaker  | 500 | RETRYING | FAILURE
          500 to 599: tried again, the last of them           | 599 | RETRYING | FAILURE
          A status that HTTP does not know is a failure       | 999 | RETRYING | FAILURE
          No answer: tried again, a failure for the breaker   |     | RETRYING | FAILURE
          """)
  void result_ofAnAnswer_isAsTheSentenceSays(
      String sentence, @Nullable Integer status, Reason reason, Outcome outcome) {
    Attempt attempt =
        status == null
            ? Attempt.unanswered("why")
            : Attempt.answered(status, Optional.empty(), "why");
    AttemptResult result = POLICY.result(delivery(NOW.plusSeconds(1)), attempt, 0, NOW);

    assertThat(result)
        .as(sentence)
        .isEqualTo(
            new AttemptResult(
                new UUID(0, 1),
                reason,
                reason == Reason.RETRYING ? NOW.plusMillis(500) : NOW,
                true,
                "why"));
    assertThat(result.isFinal()).as(sentence).isEqualTo(reason != Reason.RETRYING);
    assertThat(attempt.outcome()).as(sentence).isEqualTo(outcome);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Before the deadline it is tried again            | 1  | 503 | RETRYING
          At the deadline it is given up                   | 0  | 503 | DEADLINE_PASSED
          After it too                                     | -1 | 503 | DEADLINE_PASSED
          What was accepted after the deadline is accepted | -1 | 200 | ACCEPTED
          What was refused after the deadline is refused   | -1 | 404 | REFUSED
          """)
  void result_atTheDeadline_isAsTheSentenceSays(
      String sentence, long secondsLeft, int status, Reason reason) {
    Attempt attempt = Attempt.answered(status, Optional.empty(), "why");
    AttemptResult result = POLICY.result(delivery(NOW.plusSeconds(secondsLeft)), attempt, 0, NOW);

    assertThat(result.reason()).as(sentence).isEqualTo(reason);
    assertThat(result.isFinal()).as(sentence).isEqualTo(reason != Reason.RETRYING);
  }

  @Test
  void result_ofAnAnswerWithRetryAfter_isDueThen() {
    Attempt attempt = Attempt.answered(429, Optional.of(Duration.ofSeconds(90)), "why");
    assertThat(POLICY.result(delivery(NOW.plusSeconds(1)), attempt, 0, NOW).dueAt())
        .isEqualTo(NOW.plusSeconds(90));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Retry-After is a number of seconds | 120                           | PT2M
          Of at most nine digits             | 999999999                     | PT277777H46M39S
          A longer one is ignored            | 1000000000                    |
          Blanks around it do not count      | ' 0 '                         | PT0S
          Or it is a date                    | Sat, 21 Nov 2026 10:00:30 GMT | PT30S
          A date gone by asks for no pause   | Sat, 21 Nov 2026 09:00:00 GMT | PT0S
          A negative number is ignored       | -1                            |
          Other text is ignored              | soon                          |
          """)
  void retryAfter_header_isReadOrIgnored(String sentence, String header, @Nullable Duration pause) {
    assertThat(RetryAfter.parse(header, NOW)).as(sentence).isEqualTo(Optional.ofNullable(pause));
  }

  private static Delivery delivery(Instant deadline) {
    UUID id = new UUID(0, 1);
    return new Delivery(
        id,
        new AlertEvent(
            id, new UUID(0, 9), id, new Fingerprint(1), 1, Kind.FIRING, Optional.empty()),
        "notification-service",
        Reason.READY,
        1,
        "{}",
        NOW,
        NOW,
        deadline,
        0,
        0,
        "");
  }
}
