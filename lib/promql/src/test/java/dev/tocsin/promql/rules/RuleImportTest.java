package dev.tocsin.promql.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.label.Severity;
import dev.tocsin.core.yaml.Problems;
import dev.tocsin.core.yaml.SourceFile;
import dev.tocsin.engine.rulefile.RuleFiles;
import dev.tocsin.promql.rules.RuleImport.Result;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleImportTest {
  private static final Severities USUAL = new Severities(Map.of(), Optional.empty());

  private final Problems problems = new Problems();

  private static String resource(String name) throws IOException {
    try (InputStream input = RuleImportTest.class.getResourceAsStream(name)) {
      return new String(input.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private Optional<Result> run(String text, boolean approximate, Severities severities) {
    return RuleImport.run(
        List.of(new SourceFile("prometheus.yaml", text)),
        new RuleImport.Settings(approximate, Duration.ofMinutes(1), severities),
        problems);
  }

  private Result result(String text) {
    return run(text, false, USUAL).orElseThrow(() -> new AssertionError(problems));
  }

  private static String group(String rule) {
    return "groups: [{name: g, rules: [" + rule + "]}]";
  }

  @Test
  void run_file_isTheGoldenOne() throws IOException {
    Result result = result(resource("prometheus.yaml"));

    assertThat(result.text()).isEqualTo(resource("imported.yaml"));
    assertThat(String.join("\n", result.remarks()) + "\n").isEqualTo(resource("remarks.txt"));
    assertThat(RuleFiles.read(List.of(new SourceFile("a.yaml", result.text())), problems))
        .as("%s", problems)
        .isPresent();
    assertThat(result)
        .extracting(Result::alerts, Result::imported, Result::approximate, Result::recordings)
        .containsExactly(14, 5, 0, 1);
  }

  /** The texts stay what they were, whatever YAML makes of them. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '`',
      value = {
        "5",
        "yes",
        "~",
        "null",
        "0x1F",
        "1e3",
        "- a",
        "a: b",
        "{a}",
        "'quoted'",
        "\\\"twice\\\"",
        "a # b",
        "ünï ☃",
        "%a",
        "@a",
        "*a",
        "&a",
        "!a",
        "a\\nb",
        "a\\n\\n  b\\n",
        "\\ttab",
        "a\\\\b",
        "2026-11-21",
        "=",
        "<<",
        "\\u2028x",
      })
  void run_annotation_comesBackAsItWas(String text) {
    Result result =
        result(
            group(
                "{alert: A, expr: up < 1, labels: {severity: page}, annotations: {a: \""
                    + text
                    + "\"}}"));
    assertThat(result.remarks()).isEmpty();
    String original = result(group("{alert: A, expr: up < 1, labels: {severity: page}}")).text();
    Map<String, String> annotations =
        RuleFiles.read(List.of(new SourceFile("a.yaml", result.text())), problems)
            .orElseThrow(() -> new AssertionError(problems))
            .rules()
            .getFirst()
            .annotations();
    String meant =
        text.replace("\\n", "\n")
            .replace("\\t", "\t")
            .replace("\\\"", "\"")
            .replace("\\\\", "\\")
            .replace("\\u2028", "\u2028");
    assertThat(annotations).isEqualTo(Map.of("a", meant));
    assertThat(original).doesNotContain("annotations");
  }

  @Test
  void run_approximate_importsAndSaysHowItDiffers() {
    Result result =
        run(
                group(
                    "{alert: A, expr: 'increase(e[5m]) > 3', for: 2m, labels: {severity: page},"
                        + " annotations: {s: '{{ $value }}'}},"
                        + " {alert: B, expr: ready == 0, keep_firing_for: 1m, labels: {severity: page}}"),
                true,
                USUAL)
            .orElseThrow();

    assertThat(result.imported()).isEqualTo(2);
    assertThat(result.approximate()).isEqualTo(2);
    assertThat(result.remarks())
        .hasSize(2)
        .allMatch(remark -> remark.contains(": imported, but differs: Prometheus "));
    assertThat(result.text())
        .contains(
            "# differs: Prometheus takes the samples inside the window",
            "# differs: {{value}} is per second, where $value is for the window",
            "threshold: 0.01",
            "keep_firing_for: 1m\n");
  }

  @Test
  void run_severities_areMappedAndDefaulted() {
    Severities severities =
        new Severities(Map.of("sev9", Severity.HIGH), Optional.of(Severity.LOW));
    Result result =
        run(
                group(
                    "{alert: A, expr: up < 1, labels: {severity: SEV9}},"
                        + " {alert: B, expr: up < 1}"),
                false,
                severities)
            .orElseThrow();

    assertThat(result.text()).contains("severity: high", "severity: low");
    assertThat(result.remarks()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "HighCPUUsage, high_cpu_usage",
    "etcdNoLeader, etcd_no_leader",
    "'Disk 95% full!', disk_95_full",
    "K8sNodeDown, k8s_node_down",
    "☃, rule",
    "a_very_long_name_that_never_ends_and_never_ends_and_never_ends_and_never_ends,"
        + " a_very_long_name_that_never_ends_and_never_ends_and_never_e",
  })
  void run_name_makesAnId(String name, String id) {
    assertThat(
            result(group("{alert: '" + name + "', expr: up < 1, labels: {severity: page}}")).text())
        .contains("- id: " + id + "\n");
  }

  @Test
  void run_absence_waitsForBothTimes() {
    assertThat(
            result(
                    group(
                        "{alert: A, expr: 'absent_over_time(m[1d])', for: 90s,"
                            + " labels: {severity: page}}"))
                .text())
        .contains("duration: 1d2m\n", "forget_after: 2d2m\n");
  }

  /** At an interval of 1m. */
  @Test
  void run_windowShorterThanTwoIntervals_isEvaluatedMoreOftenWhichDiffers() {
    String alerts =
        group(
            "{alert: A, expr: 'max_over_time(m[90s]) > 1', labels: {severity: page}},"
                + " {alert: B, expr: 'max_over_time(m[2m]) > 1', labels: {severity: page}},"
                + " {alert: C, expr: 'rate(m[1s]) > 1', labels: {severity: page}}");
    Result exact = result(alerts);
    assertThat(exact.imported()).isEqualTo(1);
    assertThat(exact.remarks().getFirst()).contains(": alert A: is not the same in Tocsin, and");

    Result result = run(alerts, true, USUAL).orElseThrow();
    assertThat(result.text())
        .contains("- name: g\n    interval: 1m\n", "- name: g_45s\n    interval: 45s\n")
        .contains(
            "# differs: Prometheus evaluates every 1m, Tocsin every 45s, since the window of 1m30s is shorter than two intervals\n",
            "- name: g_500ms\n    interval: 500ms\n");
    assertThat(RuleFiles.read(List.of(new SourceFile("a.yaml", result.text())), problems))
        .isPresent();
    assertThat(problems.warnings()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "stddev_over_time(m[5m]) < 0, the condition never holds: the stddev of a window is 0 or more",
    "count_over_time(m[5m]) >= 0, the condition always holds: the count of a window is 0 or more",
    "'max_over_time(m{a=\"x\",a!=\"x\"}[5m]) > 0', the rule takes no sample: no text of a label",
  })
  void run_alertThatNeverOrAlwaysFires_isNotImported(String expr, String reason) {
    Result result =
        run(group("{alert: A, expr: '" + expr + "', labels: {severity: page}}"), true, USUAL)
            .orElseThrow();
    assertThat(result.imported()).isZero();
    assertThat(result.remarks())
        .singleElement()
        .asString()
        .contains("alert A: makes a rule that Tocsin warns of: " + reason);
  }

  @Test
  void run_commentInAnExpression_staysOneLine() {
    assertThat(
            result(
                    group(
                        "{alert: A, expr: \"up < 1 # x\\n# y\\r\\u0085z\","
                            + " labels: {severity: page}}"))
                .text())
        .contains("prometheus.yaml:1: up < 1 # x # y z\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '`',
      value = {
        "groups: 5 ¦ 1:9: groups must be a list, not the number 5",
        "rules: [] ¦ 1:1: a file of Prometheus rules has no \"groups\"",
        "groups: [{name: g, rules: [{expr: up}]}] ¦ 1:28: a rule must have either \"alert\" or",
        "groups: [{name: g, rules: [{alert: A, record: b, expr: up}]}] ¦ 1:28: a rule must have",
        "groups: [{name: g, rules: [{alert: A}]}] ¦ 1:28: a rule has no \"expr\"",
        "groups: [{name: g, rules: [{alert: A, expr: up, for: soon}]}] ¦ 1:54: for must be a time",
        "groups: [{name: g, rules: [{alert: A, expr: up, fro: 5m}]}] ¦ 1:49: unknown field \"fro\"",
        "groups: [{name: g, rules: [{alert: A, expr: up, labels: [a]}]}] ¦ 1:57: labels must be a",
        "groups: [{name: g, interval: 1m30} ] ¦ 1:30: interval must be a time such as 30s, 5m or",
        "groups: [{rules: []}] ¦ 1:10: a group has no \"name\"",
        "groups: [ ¦ 2:1: not valid YAML:",
      })
  void run_faultyFile_isRefused(String text, String problem) {
    assertThat(run(text + "\n", false, USUAL)).isEmpty();
    assertThat(problems.toString()).contains("prometheus.yaml:" + problem);
  }
}
