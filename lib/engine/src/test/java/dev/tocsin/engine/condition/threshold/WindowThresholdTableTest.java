package dev.tocsin.engine.condition.threshold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tocsin.core.yaml.DurationText;
import dev.tocsin.engine.rule.ConditionResult;
import dev.tocsin.engine.rule.ConditionResult.Truth;
import dev.tocsin.engine.rule.Operator;
import dev.tocsin.engine.rule.WindowState;
import dev.tocsin.engine.state.StateReader;
import dev.tocsin.engine.state.StateWriter;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Aggregates over windows as docs/rules.md describes them ("Threshold", "Windows"): each row is a
 * sentence of it, a rule whose group has an interval of 15 s, samples of one alert key in the order
 * in which they come ({@code 10=2.5}: at 10 s), an evaluation time, and the result at it.
 */
class WindowThresholdTableTest {
  private static final Duration INTERVAL = Duration.ofSeconds(15);

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          avg is the mean                                        | avg > 2.9    | 1m  | 5=1 10=2 20=6                                                                                               | 30   | true 3
          min is the least value                                 | min < 1.1    | 1m  | 5=2 10=1 20=6                                                                                               | 30   | true 1
          max is the greatest value                              | max > 6      | 1m  | 5=2 10=6 20=1                                                                                               | 30   | false 6
          sum is the sum                                         | sum > 8      | 1m  | 5=1 10=2 20=6                                                                                               | 30   | true 9
          count is the number of samples                         | count >= 3   | 1m  | 5=1 10=2 20=6                                                                                               | 30   | true 3
          last is the newest sample                              | last > 5     | 1m  | 5=1 20=6 10=2                                                                                               | 30   | true 6
          last is the newest of several buckets                  | last > 5     | 1m  | 5=1 20=6 40=2                                                                                               | 45   | false 2
          Of two at the same time last is the one that came last | last > 5     | 1m  | 20=1 20=6                                                                                                   | 30   | true 6
          stddev is that of the population                       | stddev > 2   | 1m  | 5=1 10=2 20=6                                                                                               | 30   | true 2.160247
          stddev of one sample is 0                              | stddev < 1   | 1m  | 5=7                                                                                                         | 30   | true 0
          stddev joins buckets of different sizes                | stddev > 1.9 | 1m  | 5=2 20=4 25=4 35=4 40=5 41=5 42=7 44=9                                                                      | 45   | true 2
          p50 is the value at rank 1 of 4                        | p50 < 25     | 1m  | 5=40 10=10 20=30 40=20                                                                                      | 45   | true 20
          p90 is the value at rank 2 of 4                        | p90 < 35     | 1m  | 5=40 10=10 20=30 40=20                                                                                      | 45   | true 30
          p95 is the value at rank 19 of 21                      | p95 > 18     | 1m  | 1=21 2=20 3=19 4=18 5=17 6=16 7=15 8=14 9=13 10=12 11=11 12=10 13=9 14=8 15=7 16=6 17=5 18=4 19=3 20=2 21=1 | 30   | true 20
          p99 is the value at rank 2 of 4                        | p99 < 35     | 1m  | 5=40 10=10 20=30 40=20                                                                                      | 45   | true 30
          p99 of one sample is that sample                       | p99 >= 39    | 1m  | 5=40                                                                                                        | 15   | true 40
          Percentiles order negative values below 0              | p50 < 0.1    | 1m  | 5=-40 10=0 20=30                                                                                            | 30   | true 0
          The least of them may be negative                      | p50 < -19    | 1m  | 5=-20 10=-10 11=-40 20=30                                                                                   | 30   | true -20
          Equal values count each                                | p50 > 4      | 1m  | 1=5 2=5 3=5 20=1 21=1                                                                                       | 30   | true 5

          A value equal to the threshold is not above it         | avg > 3      | 1m  | 5=3                                                                                                         | 15   | false 3
          It meets >=                                            | avg >= 3     | 1m  | 5=3                                                                                                         | 15   | true 3
          It is not below it                                     | avg < 3      | 1m  | 5=3                                                                                                         | 15   | false 3
          It meets <=                                            | avg <= 3     | 1m  | 5=3                                                                                                         | 15   | true 3
          An aggregate that is not finite gives none             | sum > 0      | 1m  | 5=1.7e308 10=1.7e308                                                                                        | 15   | none

          A sample at the evaluation time is in the window       | count > 0    | 1m  | 30=1                                                                                                        | 30   | true 1
          A sample one window before it is not in the window     | count > 1    | 1m  | 0=1 1=1                                                                                                     | 60   | false 1
          A sample just younger than the window is               | count > 1    | 1m  | 0.001=1 1=1                                                                                                 | 60   | true 2
          Samples may come out of order                          | count > 2    | 1m  | 40=1 10=1 25=1                                                                                              | 45   | true 3
          Also far from where time begins                        | count > 2    | 1m  | 1040=1 1010=1 1025=1                                                                                        | 1050 | true 3
          A window of 60 steps has an exact far edge             | count > 1    | 15m | 0=1 0.001=1 14=1                                                                                            | 900  | true 2
          A longer window has longer steps                       | count > 1    | 20m | 20=1 31=1                                                                                                   | 1230 | false 1
          It holds all samples since its far edge                | count > 1    | 20m | 30.001=1 31=1                                                                                               | 1230 | true 2

          An empty window has no average                         | avg < 10     | 1m  | 0=1                                                                                                         | 60   | none
          An empty window has no least value                     | min < 10     | 1m  | 0=1                                                                                                         | 60   | none
          An empty window has no greatest value                  | max < 10     | 1m  | 0=1                                                                                                         | 60   | none
          An empty window has no newest sample                   | last < 10    | 1m  | 0=1                                                                                                         | 60   | none
          An empty window has no deviation                       | stddev < 10  | 1m  | 0=1                                                                                                         | 60   | none
          An empty window has no percentile                      | p50 < 10     | 1m  | 0=1                                                                                                         | 60   | none
          The count of an empty window is 0                      | count > 0    | 1m  | 0=1                                                                                                         | 60   | false 0
          The sum of an empty window is 0                        | sum < 10     | 1m  | 0=1                                                                                                         | 60   | true 0
          Where 0 meets the condition it takes a known key       | sum < 10     | 1m  |                                                                                                             | 60   | none
          Where it does not, none                                | sum > 10     | 1m  |                                                                                                             | 60   | false 0
          Without any sample there is no average                 | avg < 10     | 1m  |                                                                                                             | 60   | none
          """)
  void evaluate_samplesOfOneKey_isThisResult(
      String sentence,
      String rule,
      String window,
      @Nullable String samples,
      long evaluationTime,
      String expected) {
    WindowThreshold condition = condition(rule, window);
    List<String> all = samples == null ? List.of() : List.of(samples.split(" ", -1));
    long at = evaluationTime * 1_000;
    WindowState atOnce = condition.unknown(INTERVAL);
    all.forEach(sample -> take(atOnce, sample));

    assertResult(sentence, atOnce.evaluate(at), expected);
    assertResult(sentence + "; step by step", stepByStep(condition, all, at), expected);
  }

  private static void take(WindowState state, String sample) {
    state.take(
        "m",
        time(sample),
        Double.parseDouble(sample.split("=", -1)[1]),
        WindowState.NOTHING_BEFORE,
        0);
  }

  private static long time(String sample) {
    return new BigDecimal(sample.split("=", -1)[0]).movePointRight(3).longValueExact();
  }

  /** Evaluates all evaluation times before too, each from what was written after the last one. */
  private static ConditionResult stepByStep(
      WindowThreshold condition, List<String> samples, long at) {
    long step = condition.step(INTERVAL).toMillis();
    WindowState state = condition.unknown(INTERVAL);
    for (long time = 0; time <= at; time += step) {
      StateWriter out = new StateWriter(time);
      state.write(out);
      boolean isEmpty = state.isEmpty();
      state = condition.unknown(INTERVAL);
      state.read(new StateReader(out.toBytes()));
      assertThat(state.isEmpty()).isEqualTo(isEmpty);
      for (String sample : samples) {
        long taken = time(sample);
        if (taken > time - step && taken <= time) {
          take(state, sample);
        }
      }
      if (time < at) {
        state.evaluate(time);
        state.settle(time + step);
      }
    }
    return state.evaluate(at);
  }

  private static void assertResult(String sentence, ConditionResult found, String expected) {
    if (expected.equals("none")) {
      assertThat(found).as(sentence).isEqualTo(ConditionResult.NONE);
      return;
    }
    String[] parts = expected.split(" ", -1);
    double value = Double.parseDouble(parts[1]);
    assertThat(found.result())
        .as(sentence)
        .isEqualTo(Truth.valueOf(parts[0].toUpperCase(Locale.ROOT)));
    assertThat(found.value()).as(sentence).isEqualTo(value, within(Math.abs(value) * 0.01 + 1e-6));
  }

  private static WindowThreshold condition(String rule, String window) {
    String[] parts = rule.split(" ", -1);
    return new WindowThreshold(
        "m",
        Operator.of(parts[1]).orElseThrow(),
        Double.parseDouble(parts[2]),
        Aggregate.valueOf(parts[0].toUpperCase(Locale.ROOT)),
        DurationText.parse(window).orElseThrow(),
        Duration.ofDays(1));
  }
}
