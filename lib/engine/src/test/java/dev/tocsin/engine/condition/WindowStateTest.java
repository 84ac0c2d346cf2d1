package dev.tocsin.engine.condition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.yaml.Problems;
import dev.tocsin.core.yaml.SourceFile;
import dev.tocsin.engine.rule.ScheduledCondition;
import dev.tocsin.engine.rule.WindowState;
import dev.tocsin.engine.rulefile.RuleFiles;
import dev.tocsin.engine.state.StateReader;
import dev.tocsin.engine.state.StateWriter;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each condition remembers of a key, and until when: keys of which nothing is are dropped. */
class WindowStateTest {
  private static final Duration INTERVAL = Duration.ofSeconds(15);

  /**
   * Each row: a rule on the metrics m and n, samples, the next evaluation time, and what the memory
   * is then: {@code busy} (an evaluation time has a result), {@code idle} or {@code empty}.
   */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          avg: nothing is known before a sample          | AVG    |                 | 15   | empty
          avg: a sample in the window                    | AVG    | m:10            | 15   | busy
          avg: until it leaves the window                | AVG    | m:10            | 60   | busy
          avg: nothing is known without it               | AVG    | m:10            | 75   | empty
          sum: an empty window has a result              | SUM    |                 | 15   | zero
          sum: nothing is known after the last sample    | SUM    | m:10            | 75   | zero
          sum: where 0 holds the key stays known         | LOW    | m:10            | 9000 | busy
          rate: nothing is known before a sample         | RATE   |                 | 15   | empty
          rate: a difference is in the window            | RATE   | m:20            | 45   | busy
          rate: nothing is known once it has left it     | RATE   | m:20            | 105  | empty
          ratio: a difference of the numerator           | RATIO  | m:20            | 45   | busy
          ratio: a difference of the denominator         | RATIO  | n:20            | 45   | busy
          ratio: nothing is known once both are gone     | RATIO  | m:20 n:20       | 105  | empty
          burn rate: an error                            | BURN   | m:20            | 45   | busy
          burn rate: nothing is known once both are gone | BURN   | m:20 n:20       | 300  | empty
          ratio: nothing is known before a sample        | RATIO  |                 | 15   | empty
          burn rate: nothing is known before a sample    | BURN   |                 | 15   | empty
          burn rate: a difference is in the long window  | BURN   | n:10 n:20 at:30 | 120  | busy
          absence: nothing is known before a sample      | ABSENT |                 | 15   | empty
          absence: the newest sample stays known         | ABSENT | m:10            | 9000 | busy
          """)
  void memory_afterSamples_isAsTheSentenceSays(
      String sentence, Kind kind, @Nullable String history, long next, String expected) {
    WindowState state = kind.condition().unknown(INTERVAL);
    if (history != null) {
      for (String event : history.split(" ", -1)) {
        String[] parts = event.split(":", -1);
        long at = Long.parseLong(parts[1]) * 1_000;
        if (parts[0].equals("at")) {
          state.evaluate(at);
          state.settle(at + INTERVAL.toMillis());
        } else {
          state.take(parts[0], at, 5, at - 10_000, 4);
        }
      }
    }
    state.settle(next * 1_000);

    for (WindowState each : List.of(state, copy(kind, state))) {
      assertThat(each.isEmpty())
          .as(sentence)
          .isEqualTo(List.of("empty", "zero").contains(expected));
      assertThat(each.isIdle()).as(sentence).isEqualTo(List.of("empty", "idle").contains(expected));
    }
    state.clear();
    assertThat(state.isEmpty()).as(sentence).isTrue();
  }

  @ParameterizedTest(name = "{0} at 300 s: after {1} s")
  @CsvSource({"AVG, 240", "SUM, 240", "RATE, 240", "RATIO, 240", "BURN, 180", "ABSENT, 240"})
  void farEdge_ofEachCondition_isThatOfItsLongestWindow(Kind kind, long seconds) {
    assertThat(kind.condition().unknown(INTERVAL).farEdge(300_000)).isEqualTo(seconds * 1_000);
  }

  private static WindowState copy(Kind kind, WindowState state) {
    StateWriter out = new StateWriter(0);
    state.write(out);
    WindowState copy = kind.condition().unknown(INTERVAL);
    copy.read(new StateReader(out.toBytes()));
    return copy;
  }

  /** Rules with a window of a minute. */
  enum Kind {
    AVG("metric_name: m, aggregate: avg, window: 1m, operator: '>', threshold: 1, severity: high"),
    SUM("metric_name: m, aggregate: sum, window: 1m, operator: '>', threshold: 1, severity: high"),
    RATE("type: rate, metric_name: m, window: 1m, operator: '>', threshold: 1, severity: high"),
    RATIO(
        "type: rate, metric_name: m, ratio_to: n, window: 1m, operator: '>', threshold: 1,"
            + " severity: high"),
    BURN(
        "type: burn_rate, objective: 99, errors: m, total: n,"
            + " windows: [{long: 2m, short: 1m, factor: 1, severity: high}]"),
    LOW("metric_name: m, aggregate: sum, window: 1m, operator: '<', threshold: 1, severity: high"),
    ABSENT("type: absence, metric_name: m, duration: 1m, severity: high");

    private final String fields;

    Kind(String fields) {
      this.fields = fields;
    }

    ScheduledCondition condition() {
      String yaml = "groups: [{name: g, rules: [{id: r, name: R, " + fields + "}]}]";
      Problems problems = new Problems();
      return (ScheduledCondition)
          RuleFiles.read(List.of(new SourceFile("rules.yaml", yaml)), problems)
              .orElseThrow(() -> new AssertionError(problems))
              .rules()
              .getFirst()
              .condition();
    }
  }
}
