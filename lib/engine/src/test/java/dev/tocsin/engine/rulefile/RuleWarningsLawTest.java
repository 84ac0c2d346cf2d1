package dev.tocsin.engine.rulefile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.label.Labels;
import dev.tocsin.core.yaml.Problems;
import dev.tocsin.core.yaml.SourceFile;
import dev.tocsin.engine.rule.Condition;
import dev.tocsin.engine.rule.ConditionResult;
import dev.tocsin.engine.rule.InstantCondition;
import dev.tocsin.engine.rule.PastCondition;
import dev.tocsin.engine.rule.Rule;
import dev.tocsin.engine.rule.ScheduledCondition;
import dev.tocsin.engine.rule.WindowState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A rule has a warning that its condition never holds exactly when no history of samples makes it
 * hold, and one that it always holds exactly when all of its results do.
 */
class RuleWarningsLawTest {
  private static final List<String> AGGREGATES =
      List.of("avg", "min", "max", "sum", "count", "last", "stddev", "p50", "p99");
  private static final List<String> OPERATORS = List.of("'>'", "'>='", "'<'", "'<='");
  private static final double[] THRESHOLDS = {-40, -1, 0, 0.5, 1, 2, 40, 150};
  private static final Duration INTERVAL = Duration.ofSeconds(15);
  private static final int STEP = 15_000;

  private record Checked(Rule rule, String warnings) {
    boolean says(String text) {
      return warnings.contains(text);
    }
  }

  private static Checked checked(String fields) {
    Problems problems = new Problems();
    String text = "groups: [{name: g, rules: [{id: r, name: R, severity: low, " + fields + "}]}]";
    Rule rule =
        RuleFiles.read(List.of(new SourceFile("r.yaml", text)), problems)
            .orElseThrow(() -> new AssertionError(problems + " of " + text))
            .rules()
            .getFirst();
    return new Checked(rule, problems.warningLines());
  }

  @SafeVarargs
  private static <T> T any(Random random, T... choices) {
    return choices[random.nextInt(choices.length)];
  }

  private static String condition(Random random) {
    String compared =
        ", operator: %s, threshold: %s"
            .formatted(
                OPERATORS.get(random.nextInt(OPERATORS.size())),
                THRESHOLDS[random.nextInt(THRESHOLDS.length)]);
    return switch (random.nextInt(5)) {
      case 0 -> "metric_name: m" + compared;
      case 1 ->
          "metric_name: m, window: 2m, aggregate: "
              + AGGREGATES.get(random.nextInt(AGGREGATES.size()))
              + compared;
      case 2 ->
          "type: rate, metric_name: m, window: 1m, mode: "
              + any(random, "counter", "gauge")
              + any(random, "", ", ratio_to: n", ", ratio_to: m")
              + compared;
      default ->
          "type: anomaly, metric_name: m, min_samples: 2, threshold: %s, direction: %s"
              .formatted(
                  THRESHOLDS[random.nextInt(THRESHOLDS.length)], any(random, "up", "down", "both"));
    };
  }

  @Test
  void warnings_ofConditions_areWhatHistoriesShow() {
    Random random = new Random(16);
    int never = 0;
    int always = 0;
    for (int number = 0; number < 600; number++) {
      String fields = condition(random);
      Checked checked = checked(fields);
      boolean isCounter = fields.contains("mode: counter");
      List<ConditionResult> results = new ArrayList<>();
      for (int history = 0; history < 150; history++) {
        results.addAll(results(checked.rule().condition(), isCounter, random));
      }
      assertThat(results.stream().noneMatch(ConditionResult::holds))
          .as("%s: %s", fields, checked.warnings())
          .isEqualTo(checked.says("never holds"));
      assertThat(results.stream().allMatch(ConditionResult::holds))
          .as("%s: %s", fields, checked.warnings())
          .isEqualTo(checked.says("always holds"));
      never += checked.says("never holds") ? 1 : 0;
      always += checked.says("always holds") ? 1 : 0;
    }
    assertThat(never).isGreaterThan(10);
    assertThat(always).isGreaterThan(10);
  }

  /**
   * What a history of a few samples, and none after them, brings; results that are none left out.
   */
  private static List<ConditionResult> results(
      Condition condition, boolean isCounter, Random random) {
    double scale = any(random, 0.1, 1.0, 10.0, 10_000.0);
    double shift = any(random, 0.0, 0.0, -0.5, 0.5);
    boolean isConstant = random.nextInt(4) == 0;
    double first = (random.nextDouble() + shift) * scale;
    double[] values = new double[1 + random.nextInt(12)];
    for (int at = 0; at < values.length; at++) {
      double value = isConstant ? first : (random.nextDouble() + shift) * scale;
      values[at] = isCounter ? Math.abs(value) : value;
    }
    values[values.length - 1] *= isConstant ? any(random, 1.0, 0.5, 1.5) : 1;
    return results(condition, values, random).stream().filter(result -> !result.isNone()).toList();
  }

  private static List<ConditionResult> results(
      Condition condition, double[] values, Random random) {
    List<ConditionResult> results = new ArrayList<>();
    switch (condition) {
      case InstantCondition instant ->
          IntStream.range(0, values.length)
              .forEach(at -> results.add(instant.evaluate(values[at])));
      case PastCondition past -> {
        PastCondition.Past known = past.unknown();
        for (int at = 0; at < values.length; at++) {
          Instant time = Instant.ofEpochMilli((long) at * STEP);
          results.add(known.evaluate(time, values[at]));
          known = known.with(time, values[at]);
        }
      }
      default -> {
        WindowState state = ((ScheduledCondition) condition).unknown(INTERVAL);
        double whole = 0;
        int series = any(random, 1, 1, 30);
        for (int at = 0; at < values.length + 12; at++) {
          long time = (long) at * STEP;
          if (at < values.length) {
            long before = at == 0 ? WindowState.NOTHING_BEFORE : time - STEP;
            double more = random.nextDouble() * 10;
            for (int copy = 0; copy < series; copy++) {
              state.take("m", time, values[at], before, values[Math.max(0, at - 1)]);
            }
            if (condition.metrics().contains("n")) {
              state.take("n", time, whole + more, before, whole);
            }
            whole += more;
          }
          results.add(state.evaluate(time));
        }
      }
    }
    return results;
  }

  private static String matcher(Random random) {
    return switch (random.nextInt(5)) {
      case 0 -> "a=\"" + any(random, "x", "xy", "y", "") + '"';
      case 1 -> "a!=\"" + any(random, "x", "xy", "y", "") + '"';
      case 2 -> "a=~\"" + any(random, "x.*", "xy.*", "y[xy]?.*", "x|yy?.*", "(x|y)z.*") + '"';
      case 3 -> "a!~\"" + any(random, "x|y", "x(y|x)", "|x", "\\\\.") + '"';
      default -> "a=~\"" + any(random, "x|y", "(?:x|y)(|x)", "^x$", "", "x|(y|z)z") + '"';
    };
  }

  /** All texts of up to four of three letters. */
  private static List<String> texts() {
    List<String> texts = new ArrayList<>(List.of(""));
    for (int from = 0; texts.size() < 121; from++) {
      String text = texts.get(from);
      Stream.of("x", "y", "z").map(text::concat).forEach(texts::add);
    }
    return texts;
  }

  @Test
  void warnings_ofMatchers_areThatNoTextMeetsThem() {
    Random random = new Random(17);
    List<String> texts = texts();
    int never = 0;
    for (int number = 0; number < 2_000; number++) {
      StringBuilder matchers = new StringBuilder();
      for (int count = 2 + random.nextInt(3); count > 0; count--) {
        matchers.append(matchers.isEmpty() ? "'" : ", '").append(matcher(random)).append("'");
      }
      Checked checked =
          checked("metric_name: m, operator: '>', threshold: 1, matchers: [" + matchers + "]");
      boolean takesNone =
          texts.stream().noneMatch(text -> checked.rule().selects(Labels.of("a", text)));
      assertThat(checked.says("takes no sample"))
          .as("%s: %s", matchers, checked.warnings())
          .isEqualTo(takesNone);
      never += takesNone ? 1 : 0;
    }
    assertThat(never).isBetween(300, 1_700);
  }
}
