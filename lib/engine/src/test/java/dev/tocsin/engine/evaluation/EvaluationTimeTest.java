package dev.tocsin.engine.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.identity.RuleId;
import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.label.Labels;
import dev.tocsin.engine.alert.AlertKeyRow;
import dev.tocsin.engine.alert.AlertKeyState;
import dev.tocsin.engine.alert.Phase;
import dev.tocsin.engine.cursor.PartitionId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvaluationTimeTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          sentence                                                    | phase    | partition | result | transition | sample | time | over
          A later sample acts at its own time                         | FIRING   | 0         | 20     | 10         | 21     | 21   | false
          A sample of another partition does too                      | FIRING   | 1         | 20     | 10         | 21     | 21   | false
          An earlier one acts at the last result of a key that fires  | FIRING   | 1         | 20     | 10         | 15     | 20   | false
          In its own partition too                                    | PENDING  | 0         | 20     | 10         | 15     | 20   | false
          Or at its last transition                                   | FIRING   | 1         | 20     | 30         | 15     | 30   | false
          A sample from before the end of another partition's is over | RESOLVED | 1         | 20     | 20         | 19     | 20   | true
          At the end too                                              | RESOLVED | 1         | 20     | 20         | 20     | 20   | true
          After the end it is not                                     | RESOLVED | 1         | 20     | 20         | 21     | 21   | false
          Within a partition it is not and keeps its time             | RESOLVED | 0         | 20     | 20         | 19     | 19   | false
          A healthy key has no time                                   | NONE     | 1         | 0      | 0          | 1      | 1    | false
          """,
      useHeadersInDisplayName = true)
  void of_sample_isAsTheSentenceSays(
      String sentence,
      Phase phase,
      int partition,
      long result,
      long transition,
      long sample,
      long time,
      boolean over) {
    AlertKeyRow row = row(phase, partition, time(result), time(transition));
    Optional<PartitionId> from = Optional.of(new PartitionId("metrics", 0));

    assertThat(EvaluationTime.of(row, from, time(sample))).as(sentence).isEqualTo(time(time));
    assertThat(EvaluationTime.isOver(row, from, time(sample))).as(sentence).isEqualTo(over);
  }

  private static AlertKeyRow row(
      Phase phase, int partition, Instant lastResult, Instant lastTransition) {
    return new AlertKeyRow(
        new Fingerprint(1),
        new RuleId("r"),
        Optional.of(new PartitionId("metrics", partition)),
        Labels.EMPTY,
        new AlertKeyState(
            phase,
            Instant.EPOCH,
            lastResult,
            lastResult,
            Duration.ZERO,
            lastTransition,
            Optional.empty()),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        1);
  }

  private static Instant time(long seconds) {
    return Instant.ofEpochSecond(seconds);
  }
}
