package dev.tocsin.engine.rulefile;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import dev.tocsin.core.identity.RuleId;
import dev.tocsin.core.label.Severity;
import dev.tocsin.core.yaml.Problems;
import dev.tocsin.core.yaml.SourceFile;
import dev.tocsin.engine.condition.threshold.Threshold;
import dev.tocsin.engine.rule.Matcher;
import dev.tocsin.engine.rule.Operator;
import dev.tocsin.engine.rule.Patience;
import dev.tocsin.engine.rule.Rule;
import dev.tocsin.engine.rule.RuleGroup;
import dev.tocsin.engine.rule.RulePart;
import dev.tocsin.engine.rule.RuleSet;
import dev.tocsin.engine.rule.Timing;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RuleFilesTest {
  private static final String RULE =
      """
      groups:
        - name: g
          rules:
            - id: cpu_high
              name: CPU high
              metric_name: cpu
              operator: ">"
              threshold: 80
              severity: high
      """;

  private final Problems problems = new Problems();

  private Optional<RuleSet> read(String... texts) {
    List<SourceFile> files =
        IntStream.range(0, texts.length)
            .mapToObj(n -> new SourceFile((char) ('a' + n) + ".yaml", texts[n]))
            .toList();
    return RuleFiles.read(files, problems);
  }

  private Rule rule(String... moreLines) {
    RuleSet ruleSet = read(RULE + lines(moreLines)).orElseThrow(() -> new AssertionError(problems));
    return ruleSet.rules().get(0);
  }

  private static String lines(String... lines) {
    return Arrays.stream(lines).map(line -> "        " + line + "\n").reduce("", String::concat);
  }

  @Test
  void read_fewestFields_hasTheDefaults() {
    assertThat(rule())
        .usingRecursiveComparison()
        .ignoringFields("identity")
        .isEqualTo(
            new Rule(
                new RuleId("cpu_high"),
                "CPU high",
                "",
                new RuleGroup("g", Duration.ofSeconds(15), "a.yaml"),
                List.of(),
                Optional.empty(),
                new Threshold("cpu", Operator.GREATER, 80),
                Optional.empty(),
                new Timing(
                    Duration.ofMinutes(1),
                    Duration.ZERO,
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(5),
                    new Patience(Duration.ofMinutes(5), true),
                    Timing.OnNoData.RESOLVE),
                Severity.HIGH,
                Map.of(),
                Map.of(),
                Optional.empty(),
                10_000,
                1_000,
                ""));
  }

  @Test
  void read_allFields_hasThem() {
    String text =
        """
        groups:
          - name: hosts
            interval: 250ms
            rules:
              - id: r_1
                name: "Disk \u00fcber"
                description: |
                  two
                  lines
                type: threshold
                metric_name: node:disk.used
                filters: {environment: production, zone: [a, 2, 1.50, true, "", 0x1F], x: }
                matchers: ['env=~"prod|stage"', 'team != "x"', "host!~web.*", 'a="b"']
                operator: "<="
                threshold: -0.5
                duration: 1h30m
                keep_firing_for: 0.25
                cooldown: 0
                repeat_interval: 1h
                stale_after: 2d
                on_no_data: keep
                severity: low
                labels: {team: platform, none: ""}
                annotations: {summary: "{{value}} > {{ threshold }} on {{labels.instance_id}}"}
                runbook_url: https://runbooks.example.com/disk?x=1#y
                max_keys: 5
                max_series_per_key: 7
        """;
    Rule rule = read(text).orElseThrow(() -> new AssertionError(problems)).rules().get(0);

    assertThat(rule.group()).isEqualTo(new RuleGroup("hosts", Duration.ofMillis(250), "a.yaml"));
    assertThat(rule.name()).isEqualTo("Disk über");
    assertThat(rule.description()).isEqualTo("two\nlines\n");
    assertThat(rule.condition())
        .isEqualTo(new Threshold("node:disk.used", Operator.LESS_OR_EQUAL, -0.5));
    assertThat(rule.timing())
        .isEqualTo(
            new Timing(
                Duration.ofMinutes(90),
                Duration.ofMillis(250),
                Duration.ZERO,
                Duration.ofHours(1),
                Patience.of(Duration.ofDays(2)),
                Timing.OnNoData.KEEP));
    assertThat(rule.labels()).isEqualTo(Map.of("team", "platform"));
    assertThat(rule.runbookUrl()).contains(URI.create("https://runbooks.example.com/disk?x=1#y"));
    assertThat(rule.maxKeys()).isEqualTo(5);
    assertThat(rule.matchers())
        .containsExactly(
            new Matcher.OneOf("environment", Set.of("production")),
            new Matcher.OneOf("zone", Set.of("a", "2", "1.50", "true", "", "0x1F")),
            new Matcher.OneOf("x", Set.of("")),
            new Matcher.Regex("env", Pattern.compile("prod|stage"), false),
            new Matcher.Not("team", "x"),
            new Matcher.Regex("host", Pattern.compile("web.*"), true),
            new Matcher.OneOf("a", Set.of("b")));
  }

  @Test
  void read_manyFilesAndDocuments_keepsTheirOrder() {
    String other = RULE.replace("cpu_high", "b").replace("name: g", "name: g2");
    String third = RULE.replace("cpu_high", "a").replace("name: g", "name: g3");

    RuleSet ruleSet =
        read("---\n" + RULE + "---\n" + other + "---\n# nothing\n", third).orElseThrow();

    assertThat(ruleSet.rules())
        .extracting(rule -> rule.id().value())
        .containsExactly("cpu_high", "b", "a");
    assertThat(ruleSet.groups()).extracting(RuleGroup::name).containsExactly("g", "g2", "g3");
    assertThat(ruleSet.find(new RulePart(new RuleId("b"), ""))).contains(ruleSet.rules().get(1));
  }

  @Test
  void read_noRules_isAnEmptyRuleSet() {
    assertThat(read("groups: []").orElseThrow().rules()).isEmpty();
    assertThat(read("groups: [{name: g}]").orElseThrow().rules()).isEmpty();
  }

  @Test
  void read_sameIdsAndGroupsInTwoFiles_namesBothPlaces() {
    assertThat(read(RULE, RULE)).isEmpty();
    assertThat(problems)
        .hasToString(
            """
            b.yaml:2:11: name of a group "g" is taken: the first is at a.yaml:2:11
            b.yaml:4:13: id "cpu_high" is taken: the first is at a.yaml:4:13\
            """);
  }

  @Test
  void read_problemsInManyRules_findsThemAll() {
    String second = RULE.replace("groups:\n", "").replace("severity: high", "severity: huge");
    assertThat(
            read(
                RULE.replace("threshold: 80", "treshold: 80").replace("id: cpu", "id: CPU")
                    + second.replace("name: g", "name: h")))
        .isEmpty();
    assertThat(problems)
        .hasToString(
            """
            a.yaml:4:9: a rule has no "threshold"
            a.yaml:4:13: id must be 1 to 64 characters of a-z, 0-9 and _, not "CPU_high"
            a.yaml:8:9: unknown field "treshold" in a rule: did you mean "threshold"?
            a.yaml:17:19: severity must be one of critical, high, medium, low, not "huge\"\
            """);
  }

  /** A line that is added to a rule that is right, and the problem that it brings. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '`',
      value = {
        "colour: red ¦ 10:9: unknown field \"colour\" in a rule: known are id, name, description,",
        "durration: 5m ¦ 10:9: unknown field \"durration\" in a rule: did you mean \"duration\"?",
        "Duration: 5m ¦ 10:9: unknown field \"Duration\" in a rule: did you mean \"duration\"?",
        "id: other ¦ 10:9: field \"id\" stands here a second time: the first is at a.yaml:4:9",
        "duration: 5 minutes ¦ 10:19: duration must be a time such as 250ms, 90s, 5m, 1h30m or 2d,",
        "duration: -1 ¦ 10:19: duration must be 0 or more, not the number -1",
        "duration: [5m] ¦ 10:19: duration must be a time such as 250ms, 90s, 5m, 1h30m or 2d,",
        "keep_firing_for: true ¦ 10:26: keep_firing_for must be a time such as",
        "cooldown: 1h1d ¦ 10:19: cooldown must be a time such as",
        "stale_after: .inf ¦ 10:22: stale_after must be a time such as",
        "on_no_data: drop ¦ 10:21: on_no_data must be one of resolve, keep, not \"drop\"",
        "description: 5 ¦ 10:22: description must be a text, not the number 5: write \"5\"",
        "filters: [a] ¦ 10:18: filters must be a map, not a list",
        "filters: {env: []} ¦ 10:24: filters.env must have at least one value",
        "filters: {env: {a: b}} ¦ 10:24: filters.env must be a single value, not a map",
        "filters: {env: [[a]]} ¦ 10:25: filters.env must be a single value, not a list",
        "filters: {\"\": a} ¦ 10:19: names in filters must be 1 to 128 characters long",
        "matchers: env=prod ¦ 10:19: matchers must be a list, not the text \"env=prod\"",
        "matchers: [env] ¦ 10:20: matchers must be a matcher such as env=\"prod\" or env=~\"prod|stage\", not \"env\": expected one of = != =~ !~ at character 4",
        "matchers: ['=a'] ¦ 10:20: matchers must be a matcher such as env=\"prod\" or env=~\"prod|stage\", not \"=a\": expected the name of a label at character 1",
        "matchers: ['a=\"b'] ¦ 10:20: matchers must be a matcher such as env=\"prod\" or env=~\"prod|stage\", not \"a=\"b\": expected a quote",
        "matchers: ['a=b c=d'] ¦ ",
        "matchers: ['a=~\"(b\"'] ¦ 10:20: matchers has a regular expression that RE2 does not take: missing closing ) in \"(b\"",
        "matchers: ['a=~\"b)(c\"'] ¦ 10:20: matchers has a regular expression that RE2 does not take: unbalanced parentheses in \"b)(c\"",
        "matchers: ['a=~\"(?=b)\"'] ¦ 10:20: matchers has a regular expression that RE2 does not take: invalid or unsupported Perl syntax",
        "matchers: ['a!~\"((x{100}){100}){100}\"'] ¦ 10:20: matchers has a regular expression that repeats more than 1000 times: \"((x{100}){100}){100}\"",
        "matchers: [5] ¦ 10:20: matchers must be a text, not the number 5: write \"5\"",
        "by: [host] ¦ 10:13: by needs aggregate: without it all labels of the series are the key",
        "window: 5m ¦ 10:17: window needs aggregate: without it each sample is compared",
        "aggregate: avg ¦ 10:20: aggregate needs a window, such as window: 5m",
        "aggregate: median ¦ 10:20: aggregate must be one of avg, min, max, sum, count, last, stddev, p50,",
        "type: rate ¦ ",
        "type: treshold ¦ 10:15: type must be one of threshold, rate, absence, anomaly, burn_rate, not \"treshold\": did you mean \"threshold\"?",
        "mode: gauge ¦ 10:15: mode is a field of rules of type rate, not of threshold",
        "ratio_to: m ¦ 10:19: ratio_to is a field of rules of type rate, not of threshold",
        "forget_after: 1h ¦ 10:23: forget_after needs aggregate: without it a key without samples",
        "half_life: 1h ¦ 10:20: half_life is a field of rules of type anomaly, not of threshold",
        "objective: 99 ¦ 10:20: objective is a field of rules of type burn_rate, not of threshold",
        "labels: {tier: 1} ¦ 10:24: labels.tier must be a text, not the number 1: write \"1\"",
        "labels: {alertname: a} ¦ 10:18: label \"alertname\" is set by Tocsin itself: rename it",
        "labels: {rule_id: a} ¦ 10:18: label \"rule_id\" is set by Tocsin itself: rename it",
        "labels: {severity: a} ¦ 10:18: label \"severity\" is set by Tocsin itself: rename it",
        "labels: {window: a} ¦ 10:18: label \"window\" is set by Tocsin itself: rename it",
        "annotations: {a: '{{foo}}'} ¦ 10:26: annotations.a uses {{foo}}, which is not known: there are {{value}}, {{threshold}} and {{labels.NAME}}",
        "annotations: {a: '{{ $value }}'} ¦ 10:26: annotations.a uses {{$value}}, which is not",
        "annotations: {a: '{{labels.}}'} ¦ 10:26: annotations.a uses {{labels.}}, which is not",
        "annotations: {a: 'x {{value'} ¦ 10:26: annotations.a has \"{{\" without \"}}\" after it:",
        "annotations: {{value}} ¦ 10:23: the name of a field must be a text, not a map",
        "runbook_url: wiki/cpu ¦ 10:22: runbook_url must be an absolute http or https address, not \"wiki/cpu\"",
        "runbook_url: ftp://a/b ¦ 10:22: runbook_url must be an absolute http or https address, not",
        "runbook_url: 'http://a b' ¦ 10:22: runbook_url must be an absolute http or https address,",
        "runbook_url: 'https:///x' ¦ 10:22: runbook_url must be an absolute http or https address,",
        "max_keys: 0 ¦ 10:19: max_keys must be a whole number from 1 to 10000000, not the number 0",
        "max_keys: 1.5 ¦ 10:19: max_keys must be a whole number from 1 to 10000000, not the number",
        "max_series_per_key: many ¦ 10:29: max_series_per_key must be a whole number from 1 to",
      })
  void read_lineThatIsWrong_isThisProblem(String line, String problem) {
    boolean right = problem == null;
    String text = RULE + lines(line.strip());

    assertThat(read(text).isPresent()).isEqualTo(right);
    if (!right) {
      assertThat(problems.list().get(0).toString()).startsWith("a.yaml:" + problem.strip());
      assertThat(problems.size()).isLessThanOrEqualTo(2);
    }
  }

  /** A text that takes the place of another in a rule that is right, and the problem it brings. */
  @ParameterizedTest
  @MethodSource("replacements")
  void read_valueThatIsWrong_isThisProblem(String right, String wrong, String problem) {
    assertThat(RULE).contains(right);
    assertThat(read(RULE.replace(right, wrong))).isEmpty();
    assertThat(problems.list().get(0).toString()).isEqualTo("a.yaml:" + problem);
  }

  static List<Arguments> replacements() {
    return List.of(
        row("id: cpu_high", "id: 5", "4:13: id must be a text, not the number 5: write \"5\""),
        row(
            "id: cpu_high",
            "id: cpu-high",
            "4:13: id must be 1 to 64 characters of a-z, 0-9 and _, not \"cpu-high\""),
        row("- id: cpu_high\n", "-\n", "5:9: a rule has no \"id\""),
        row("name: CPU high", "name: ''", "5:15: name must not be empty"),
        row("name: CPU high", "title: x", "4:9: a rule has no \"name\""),
        row(
            "metric_name: cpu",
            "metric_name: cpu usage",
            "6:22: metric_name must be 1 to 200 characters of a-z, A-Z, 0-9, _, : and ., not"
                + " beginning with a digit or a point, not \"cpu usage\""),
        row("metric_name: cpu", "metric_name: ~", "4:9: a rule has no \"metric_name\""),
        row(
            "operator: \">\"",
            "operator: >",
            "7:19: operator is empty: an operator that begins with > needs quotes: \">\""),
        row(
            "operator: \">\"",
            "operator: =>",
            "7:19: operator must be one of >, >=, <, <=, ==, !=, not \"=>\": did you mean"
                + " \">=\"?"),
        row(
            "operator: \">\"",
            "operator: !=",
            "7:19: tag \"!=\" is not supported: remove it, or put the value in quotes"),
        row(
            "threshold: 80",
            "threshold: \"80\"",
            "8:20: threshold must be a number without quotes, not the text \"80\""),
        row(
            "threshold: 80",
            "threshold: 80%",
            "8:20: threshold must be a number, not the text \"80%\""),
        row(
            "threshold: 80",
            "threshold: .nan",
            "8:20: threshold must be a finite number, not the number .nan"),
        row(
            "threshold: 80",
            "threshold: 1e999",
            "8:20: threshold must be a finite number, not the number 1e999"),
        row(
            "severity: high",
            "severity: warning",
            "9:19: severity must be one of critical, high, medium, low, not \"warning\""),
        row(
            "severity: high",
            "severity: HIGH",
            "9:19: severity must be one of critical, high, medium, low, not \"HIGH\": did you mean"
                + " \"high\"?"),
        row(
            "- name: g\n",
            "- name: g\n    interval: 0s\n",
            "3:15: interval must be longer than 0, such as 90s or 5m, not 0"),
        row("- name: g\n", "- interval: 5s\n", "2:5: a group has no \"name\""),
        row(
            "- name: g\n",
            "- name: g\n    limit: 5\n",
            "3:5: unknown field \"limit\" in a group: known are name, interval, rules"),
        row("groups:", "group:", "1:1: a file of rules has no \"groups\""),
        row(
            "groups:\n",
            "groups:\n  - rules\n",
            "2:5: a group must be a map of fields, not the text \"rules\""));
  }

  private static Arguments row(String right, String wrong, String problem) {
    return Arguments.of(right, wrong, problem);
  }

  @ParameterizedTest
  @CsvSource({
    "threshold: 80, threshold: 81, true",
    "severity: high, severity: low, false",
    "name: CPU high, name: CPU very high, false",
    "metric_name: cpu, metric_name: cpu2, false",
    "name: g, name: h, false",
    "- name: g, '- interval: 1s\n    name: g', true",
    "severity: high, 'severity: high\n        duration: 5m', true",
    "severity: high, 'severity: high\n        cooldown: 1h', true",
    "severity: high, 'severity: high\n        repeat_interval: 1h', true",
    "severity: high, 'severity: high\n        stale_after: 1h', true",
    "severity: high, 'severity: high\n        on_no_data: keep', false",
    "severity: high, 'severity: high\n        max_keys: 9', true",
    "severity: high, 'severity: high\n        description: x', true",
    "severity: high, 'severity: high\n        annotations: {a: b}', true",
    "severity: high, 'severity: high\n        runbook_url: http://a/b', true",
    "severity: high, 'severity: high\n        labels: {a: b}', false",
    "severity: high, 'severity: high\n        filters: {a: b}', false",
    "severity: high, 'severity: high\n        matchers: [a=~b]', false",
  })
  void identity_afterAChange_isTheSameOnlyForTimesLimitsAndTexts(
      String before, String after, boolean same) {
    Rule old = rule();
    Rule changed = read(RULE.replace(before, after)).orElseThrow().rules().get(0);

    assertThat(changed.identity().equals(old.identity())).isEqualTo(same);
    assertThat(RuleSet.of(List.of(changed)).version())
        .isNotEqualTo(RuleSet.of(List.of(old)).version());
  }

  @Test
  void identity_operatorChanged_differs() {
    assertThat(read(RULE.replace("\">\"", "\">=\"")).orElseThrow().rules().get(0).identity())
        .isNotEqualTo(rule().identity());
  }

  @Test
  void identity_filtersInOtherOrderOrAsMatchers_isTheSame() {
    String first = rule("filters: {a: x, b: [y, z]}").identity();

    assertThat(rule("filters: {b: [z, y], a: x}").identity()).isEqualTo(first);
    assertThat(rule("filters: {b: [z, y]}", "matchers: ['a=\"x\"']").identity()).isEqualTo(first);
  }

  @Test
  void version_commentsAndLayoutChanged_isTheSame() {
    assertThat(read("# hello\n" + RULE).orElseThrow().version())
        .isEqualTo(read(RULE).orElseThrow().version());
  }
}
