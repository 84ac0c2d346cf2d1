package dev.tocsin.engine.rulefile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.label.Labels;
import dev.tocsin.core.label.Severity;
import dev.tocsin.core.yaml.Problems;
import dev.tocsin.core.yaml.SourceFile;
import dev.tocsin.engine.condition.absence.Absence;
import dev.tocsin.engine.condition.anomaly.Anomaly;
import dev.tocsin.engine.condition.burnrate.BurnRate;
import dev.tocsin.engine.condition.rate.Rate;
import dev.tocsin.engine.condition.threshold.Aggregate;
import dev.tocsin.engine.condition.threshold.WindowThreshold;
import dev.tocsin.engine.rule.Condition;
import dev.tocsin.engine.rule.Operator;
import dev.tocsin.engine.rule.Patience;
import dev.tocsin.engine.rule.Rule;
import dev.tocsin.engine.rule.RuleSet;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleTypesTest {
  private static final String WINDOW =
      "metric_name: m, operator: '>', threshold: 1, severity: low, aggregate: max, window: 2h";
  private static final String RATE =
      "type: rate, metric_name: m, operator: '<', threshold: 1, severity: low";
  private static final String ABSENCE = "type: absence, metric_name: m, severity: low";
  private static final String ANOMALY = "type: anomaly, metric_name: m, severity: low";
  private static final String BURN = "type: burn_rate, objective: 99.9, errors: e, total: t";

  private final Problems problems = new Problems();

  private List<Rule> rules(String fields) {
    return read(fields).map(RuleSet::rules).orElseThrow(() -> new AssertionError(problems));
  }

  private Optional<RuleSet> read(String fields) {
    String text = "groups: [{name: g, rules: [{id: r, name: R, " + fields + "}]}]";
    return RuleFiles.read(List.of(new SourceFile("a.yaml", text)), problems);
  }

  private Condition condition(String fields) {
    return rules(fields).getFirst().condition();
  }

  @Test
  void read_fewestFields_hasTheDefaults() {
    assertThat(condition(WINDOW))
        .isEqualTo(
            new WindowThreshold(
                "m", Operator.GREATER, 1, Aggregate.MAX, Duration.ofHours(2), Duration.ofDays(1)));
    assertThat(condition(RATE))
        .isEqualTo(
            new Rate(
                "m", Operator.LESS, 1, Rate.Mode.COUNTER, Optional.empty(), Duration.ofMinutes(5)));
    assertThat(condition(ABSENCE))
        .isEqualTo(new Absence("m", Duration.ofMinutes(5), List.of(), Duration.ofHours(24)));
    assertThat(rules(ABSENCE).getFirst().timing().duration()).isZero();
    assertThat(condition(ANOMALY))
        .isEqualTo(new Anomaly("m", 3, Anomaly.Direction.BOTH, Duration.ofHours(1), 30));
  }

  @Test
  void read_otherFields_hasThem() {
    assertThat(condition(RATE + ", mode: gauge, ratio_to: n, window: 10m, by: [env, zone]"))
        .isEqualTo(
            new Rate(
                "m", Operator.LESS, 1, Rate.Mode.GAUGE, Optional.of("n"), Duration.ofMinutes(10)));
    assertThat(
            condition(
                ABSENCE + ", duration: 90s, by: [env], expected: [{env: a}], forget_after: 2m"))
        .isEqualTo(
            new Absence(
                "m",
                Duration.ofSeconds(90),
                List.of(Labels.of("env", "a")),
                Duration.ofMinutes(2)));
    assertThat(
            condition(ANOMALY + ", threshold: 2.5, direction: up, half_life: 5m, min_samples: 3"))
        .isEqualTo(new Anomaly("m", 2.5, Anomaly.Direction.UP, Duration.ofMinutes(5), 3));
  }

  @Test
  void read_burnRate_isOneRuleForEachPairOfWindows() {
    List<Rule> standard = rules(BURN);
    assertThat(standard)
        .extracting(rule -> rule.window().orElseThrow())
        .containsExactly("1h", "6h", "1d", "3d");
    assertThat(standard)
        .extracting(Rule::severity)
        .containsExactly(Severity.CRITICAL, Severity.CRITICAL, Severity.MEDIUM, Severity.MEDIUM);
    assertThat(standard.getLast().condition())
        .isEqualTo(new BurnRate("e", "t", 99.9, 100, Duration.ofDays(3), Duration.ofHours(6), 1));
    assertThat(standard.getFirst().key(Labels.of("instance_id", "web-1", "window", "x")).labels())
        .isEqualTo(
            Labels.of(
                "alertname", "R",
                "rule_id", "r",
                "severity", "critical",
                "window", "1h",
                "instance_id", "web-1",
                "exported_window", "x"));

    List<Rule> own =
        rules(
            BURN + ", min_total: 5, windows: [{long: 7200, short: 1m, factor: 2, severity: high}]");
    assertThat(own)
        .singleElement()
        .satisfies(rule -> assertThat(rule.window()).contains("7200"))
        .satisfies(rule -> assertThat(rule.condition().threshold()).isEqualTo(2));
  }

  @Test
  void read_longWindow_hasNoDataAfterTwoStepsAtLeast() {
    assertThat(rules(WINDOW).getFirst().timing().patience())
        .isEqualTo(Patience.of(Duration.ofMinutes(5)));
    assertThat(rules(WINDOW.replace("2h", "7h")).getFirst().timing().patience().least())
        .isEqualTo(Duration.ofMinutes(14));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      value = {
        "WINDOW ¦ aggregate: median ¦ aggregate must be one of avg, min, max, sum, count, last, stddev,",
        "WINDOW ¦ window: 0 ¦ window must be longer than 0",
        "WINDOW ¦ operator: '==' ¦ operator == is not for an aggregate: use >, >=, < or <=",
        "WINDOW ¦ by: env ¦ by must be a list, not the text \"env\"",
        "WINDOW ¦ by: [env, env] ¦ by names the label \"env\" twice",
        "WINDOW ¦ by: [''] ¦ by must name labels of 1 to 128 characters, not \"\"",
        "RATE ¦ operator: '!=' ¦ operator != is not for a rate: use >, >=, < or <=",
        "RATE ¦ mode: sum ¦ mode must be one of counter, gauge, not \"sum\"",
        "RATE ¦ ratio_to: 1m ¦ ratio_to must be 1 to 200 characters of a-z,",
        "RATE ¦ aggregate: avg ¦ aggregate is a field of rules of type threshold, not of rate",
        "ABSENCE ¦ operator: '>' ¦ operator is a field of rules of type threshold, rate, not of absence",
        "ABSENCE ¦ threshold: 1 ¦ threshold is a field of rules of type threshold, rate, anomaly, not of absence",
        "ABSENCE ¦ duration: 0 ¦ duration must be longer than 0",
        "ABSENCE ¦ forget_after: 5m ¦ forget_after must be longer than duration, which is 5m",
        "ABSENCE ¦ duration: 2d ¦ duration must be shorter than forget_after, which is 24h when",
        "ABSENCE ¦ expected: {env: a} ¦ expected must be a list, not a map",
        "ANOMALY ¦ by: [env] ¦ by is a field of rules of type threshold, rate, absence, burn_rate, not of anomaly",
        "ANOMALY ¦ direction: left ¦ direction must be one of up, down, both, not \"left\"",
        "ANOMALY ¦ half_life: 0 ¦ half_life must be longer than 0",
        "ANOMALY ¦ min_samples: -1 ¦ min_samples must be a whole number from 0 to",
        "ANOMALY ¦ min_samples: 1.5 ¦ min_samples must be a whole number from 0 to",
        "BURN ¦ metric_name: m ¦ metric_name is a field of rules of type threshold, rate, absence, anomaly, not of burn_rate",
        "BURN ¦ severity: low ¦ severity is a field of rules of type threshold, rate, absence, anomaly, not of burn_rate",
        "BURN ¦ objective: 100 ¦ objective must be a percentage between 0 and 100, both left out, such as 99.9",
        "BURN ¦ objective: 0 ¦ objective must be a percentage between 0 and 100",
        "BURN ¦ min_total: -1 ¦ min_total must be 0 or more",
        "BURN ¦ windows: [] ¦ windows must have at least one entry",
        "BURN ¦ windows: [{long: 1h, short: 5m, factor: 1}] ¦ an entry of windows has no \"severity\"",
        "BURN ¦ windows: [{short: 5m, factor: 1, severity: low}] ¦ an entry of windows has no \"long\"",
        "BURN ¦ windows: [{long: 5m, short: 1h, factor: 1, severity: low}] ¦ short must be shorter than long, which is 5m",
        "BURN ¦ windows: [{long: 5m, short: 1m, factor: -1, severity: low}] ¦ factor must be 0 or more, not -1",
        "BURN ¦ windows: [{long: 5m, short: 1m, factr: 1, severity: low}] ¦ unknown field \"factr\" in an entry of windows: did you mean \"factor\"?",
        "BURN ¦ windows: [{long: 5m, short: 1m, factor: 1, severity: low}, {long: 5m, short: 2m, factor: 1, severity: low}] ¦ windows has two entries with long 5m",
      })
  void read_fieldThatIsWrong_isThisProblem(String type, String field, String problem) {
    String fields =
        switch (type.strip()) {
          case "WINDOW" -> WINDOW;
          case "RATE" -> RATE;
          case "ABSENCE" -> ABSENCE;
          case "ANOMALY" -> ANOMALY;
          default -> BURN;
        };
    String name = field.substring(0, field.indexOf(':'));
    String without = fields.replaceFirst(", " + name + ": [^,]*", "");
    assertThat(read(without + ", " + field)).isEmpty();
    assertThat(problems.toString()).contains(": " + problem.strip());
  }

  @Test
  void read_expectedWithoutBy_makesTheKeysOfItsLabels() {
    String expected = ABSENCE + ", expected: [{env: a, zone: b}, {zone: ~, env: c}]";
    assertThat(rules(expected).getFirst().by()).contains(List.of("env", "zone"));
    assertThat(rules(expected + ", by: [zone, env]").getFirst().by())
        .contains(List.of("zone", "env"));
    assertThat(condition(expected))
        .isEqualTo(
            new Absence(
                "m",
                Duration.ofMinutes(5),
                List.of(Labels.of("env", "a", "zone", "b"), Labels.of("env", "c")),
                Duration.ofHours(24)));
    assertThat(rules(ABSENCE + ", expected: [{}]").getFirst().by()).contains(List.of());
    assertThat(rules(ABSENCE + ", expected: []").getFirst().by()).isEmpty();
  }

  @Test
  void read_filterOfNull_takesSamplesWithoutTheLabel() {
    for (String none : List.of("null", "~", "''", "[null, b]", "")) {
      Rule rule = rules(WINDOW + ", filters: {x: " + none + "}").getFirst();
      assertThat(rule.selects(Labels.of("y", "1"))).as(none).isTrue();
      assertThat(rule.selects(Labels.of("x", "null"))).as(none).isFalse();
      assertThat(rule.selects(Labels.of("x", "~"))).as(none).isFalse();
    }
  }
}
