package dev.tocsin.engine.window;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Steps and far edges as docs/rules.md describes them ("Evaluation schedule", "Windows"). */
class WindowSpanTableTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          The step is the interval of the group                  | 15 | 300   | 15
          Up to a window of 60 intervals                         | 15 | 900   | 15
          Of a longer one it is a multiple of the interval       | 15 | 901   | 30
          The smallest that is at least 1/60 of the window       | 15 | 1800  | 30
          Not one that is smaller                                | 15 | 1801  | 45
          Of a day it is 24 min                                  | 60 | 86400 | 1440
          A window shorter than the interval leaves the interval | 60 | 10    | 60
          """)
  void step_ofARule_isAMultipleOfItsInterval(
      String sentence, long interval, long smallestWindow, long step) {
    assertThat(WindowSpan.step(interval * 1_000, smallestWindow * 1_000))
        .as(sentence)
        .isEqualTo(step * 1_000);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          A window of 60 steps has an exact far edge                | 15 | 900 | 915  | 15
          So has one that is no multiple of the step                | 15 | 70  | 105  | 30
          Of 61 steps it is rounded down to a multiple of two steps | 15 | 915 | 1065 | 150
          Also where the exact one lies between them                | 15 | 915 | 1080 | 150
          Until the next multiple is reached                        | 15 | 915 | 1095 | 180
          Before 1970 it is rounded down too                        | 15 | 915 | 0    | -930
          """)
  void farEdge_atAnEvaluationTime_isRoundedDownForLongWindows(
      String sentence, long step, long length, long evaluationTime, long farEdge) {
    assertThat(new WindowSpan(step * 1_000, length * 1_000).farEdge(evaluationTime * 1_000))
        .as(sentence)
        .isEqualTo(farEdge * 1_000);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          What waits for its evaluation time is kept by steps               | 15 | 1815 | 31 | 30 | 45
          What every later evaluation time sees as a whole is kept coarsely | 15 | 1815 | 31 | 45 | 45
          A coarse bucket ends at a multiple of its length                  | 15 | 1815 | 46 | 90 | 90
          It is not made before its end has passed                          | 15 | 1815 | 46 | 89 | 60
          A sample at the end of a bucket belongs to it                     | 15 | 1815 | 45 | 60 | 45
          """)
  void bucketEnd_ofASample_dependsOnTheNextEvaluationTime(
      String sentence, long step, long length, long time, long next, long end) {
    assertThat(new WindowSpan(step * 1_000, length * 1_000).bucketEnd(time * 1_000, next * 1_000))
        .as(sentence)
        .isEqualTo(end * 1_000);
  }
}
