package dev.tocsin.engine.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Evaluation times of a step of 15 s, in seconds. */
class EvaluationScheduleTest {
  private static final Duration STEP = Duration.ofSeconds(15);

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          An evaluation time is one itself              | 30 | 0  | 30
          Otherwise it is the next one                  | 31 | 0  | 45
          One that was evaluated is not evaluated again | 30 | 30 | 45
          Nor is one before                             | 16 | 59 | 60
          """)
  void atOrAfter_time_isAsTheSentenceSays(
      String sentence, long time, long evaluatedUntil, long expected) {
    assertThat(
            EvaluationSchedule.atOrAfter(
                Instant.ofEpochSecond(time), STEP, Instant.ofEpochSecond(evaluatedUntil)))
        .as(sentence)
        .isEqualTo(Instant.ofEpochSecond(expected));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          The watermark must have passed it | 30 | 15
          As soon as it has it is evaluated | 31 | 30
          """)
  void lastBefore_watermark_isAsTheSentenceSays(String sentence, long watermark, long expected) {
    assertThat(EvaluationSchedule.lastBefore(Instant.ofEpochSecond(watermark), STEP))
        .as(sentence)
        .isEqualTo(Instant.ofEpochSecond(expected));
  }
}
