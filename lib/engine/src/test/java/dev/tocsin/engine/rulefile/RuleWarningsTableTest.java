package dev.tocsin.engine.rulefile;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.yaml.Problems;
import dev.tocsin.core.yaml.SourceFile;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What is warned of, as docs/rules.md describes it: each row is a sentence of it, the fields of a
 * rule of the metric {@code m} in a group with an interval of 15 s, and the beginnings of what is
 * said, with the column from the beginning of the fields.
 */
class RuleWarningsTableTest {
  private static final String HEAD = "groups: [{name: g, rules: [{id: r, name: R, ";

  private static String warnings(String fields) {
    Problems problems = new Problems();
    String text = HEAD + fields + "}]}]";
    assertThat(RuleFiles.read(List.of(new SourceFile("r.yaml", text)), problems))
        .as("%s", problems)
        .isPresent();
    return problems.warnings().stream()
        .map(warning -> warning.column() - HEAD.length() - 1 + " " + warning.message())
        .collect(joining(" && "));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '^',
      nullValues = "-",
      textBlock =
          """
          A stddev is never negative                                ¦ operator: '<', threshold: 0, aggregate: stddev, window: 5m                        ¦ 26 the condition never holds: the stddev of a window is 0 or more, never < 0
          It may be 0                                               ¦ operator: '<=', threshold: 0, aggregate: stddev, window: 5m                       ¦ -
          So at least 0 always holds                                ¦ operator: '>=', threshold: 0, aggregate: stddev, window: 5m                       ¦ 27 the condition always holds: the stddev of a window is 0 or more, always >= 0
          More than -1 does too                                     ¦ operator: '>', threshold: -1, aggregate: stddev, window: 5m                       ¦ 26 the condition always holds: the stddev of a window is 0 or more, always > -1
          More than 0 does not                                      ¦ operator: '>', threshold: 0, aggregate: stddev, window: 5m                        ¦ -
          A count is never negative                                 ¦ operator: '<', threshold: 0, aggregate: count, window: 5m                         ¦ 26 the condition never holds: the count of a window is 0 or more, never < 0
          That of an empty window is 0                              ¦ operator: '<', threshold: 1, aggregate: count, window: 5m                         ¦ -
          A sum may be negative                                     ¦ operator: '<', threshold: -5, aggregate: sum, window: 5m                          ¦ -
          So may an average                                         ¦ operator: '<', threshold: -5, aggregate: avg, window: 5m                          ¦ -
          So may a percentile                                       ¦ operator: '<', threshold: -5, aggregate: p99, window: 5m                          ¦ -
          So may a value                                            ¦ operator: '<', threshold: -5                                                      ¦ -
          No value is greater than the greatest number              ¦ operator: '>', threshold: 1.7976931348623157e308                                  ¦ 26 the condition never holds: a value is
          A value may equal any number                              ¦ operator: '==', threshold: 0                                                      ¦ -
          The rate of a counter is never negative                   ¦ type: rate, operator: '<', threshold: 0                                           ¦ 38 the condition never holds: the rate of a counter is 0 or more, never < 0
          It may be 0                                               ¦ type: rate, operator: '<=', threshold: 0                                          ¦ -
          That of a gauge may be negative                           ¦ type: rate, operator: '<', threshold: 0, mode: gauge                              ¦ -
          The ratio of counters is never negative                   ¦ type: rate, operator: '>=', threshold: 0, ratio_to: n                             ¦ 39 the condition always holds: the ratio of two counters is 0 or more, always >= 0
          It may be more than 100 per cent                          ¦ type: rate, operator: '>', threshold: 150, ratio_to: n                            ¦ -
          The ratio of a metric to itself is 100 per cent           ¦ type: rate, operator: '>', threshold: 5, ratio_to: m                              ¦ 38 the condition always holds: the ratio of a metric to itself is 100, always > 5
          An anomaly in both directions is at least 0 away          ¦ type: anomaly, threshold: 0                                                       ¦ 26 the condition always holds: the number of standard deviations with direction: both is 0 or more, always >= 0
          In one direction it may be negative                       ¦ type: anomaly, threshold: 0, direction: up                                        ¦ -
          Absence may begin and end                                 ¦ type: absence                                                                     ¦ -

          No count of samples is below resolve_threshold            ¦ operator: '>=', threshold: 5, resolve_threshold: 0, aggregate: count, window: 5m  ¦ 49 no value resolves the alert: the count of a window is 0 or more, always >= 0
          Nor any rate of a counter                                 ¦ type: rate, operator: '>', threshold: 5, resolve_threshold: -1                    ¦ 60 no value resolves the alert: the rate of a counter is 0 or more, always > -1
          A value may be below any number                           ¦ operator: '>', threshold: 5, resolve_threshold: -1e300                            ¦ -
          Where the condition always holds that is said alone       ¦ operator: '>=', threshold: 0, resolve_threshold: 0, aggregate: count, window: 5m  ¦ 27 the condition always holds

          Filters and matchers may exclude each other               ¦ operator: '>', threshold: 1, filters: {a: x}, matchers: ['a="y"']                 ¦ 57 the rule takes no sample: no text of a label meets a="x" and a="y"
          So may a list of values and an expression                 ¦ operator: '>', threshold: 1, filters: {a: [x, y]}, matchers: ['a=~"z.*"']         ¦ 62 the rule takes no sample: no text of a label meets
          So may matchers                                           ¦ operator: '>', threshold: 1, matchers: ['a=~"x|y"', 'b="1"', 'a="z"']            ¦ 61 the rule takes no sample: no text of a label meets a=~"x|y" and a="z"
          So may expressions that begin differently                 ¦ operator: '>', threshold: 1, matchers: ['a=~"web-.*"', 'a=~"(db|mq)-[0-9]+"']    ¦ 55 the rule takes no sample
          So may an expression and what excludes each of its texts  ¦ operator: '>', threshold: 1, matchers: ['a=~"x|y"', 'a!="x"', 'a!~"y"']          ¦ 62 the rule takes no sample
          So may an expression and the same one negated             ¦ operator: '>', threshold: 1, matchers: ['a=~"x.*"', 'a!~"x.*"']                   ¦ 52 the rule takes no sample
          An absent label is the empty text                         ¦ operator: '>', threshold: 1, filters: {a: null}, matchers: ['a=~".+"']            ¦ 60 the rule takes no sample
          Expressions that begin alike may be met together          ¦ operator: '>', threshold: 1, matchers: ['a=~"web-.*"', 'a=~"(web|db)-[0-9]+"']   ¦ -
          So may others, as far as is known                         ¦ operator: '>', threshold: 1, matchers: ['a=~".*x"', 'a=~".*y"']                   ¦ -
          Matchers of different labels exclude nothing              ¦ operator: '>', threshold: 1, filters: {a: x}, matchers: ['b="y"']                 ¦ -

          An expected key that the filters exclude is always absent ¦ type: absence, filters: {a: x}, expected: [{a: y}, {a: x}]                        ¦ 43 the condition always holds for this expected key: the rule takes no sample of it, since it takes those with a="x" only
          A matcher may exclude it too                              ¦ type: absence, matchers: ['a=~"x.*"'], expected: [{a: x1}, {a: y}]                ¦ 59 the condition always holds for this expected key
          Matchers of other labels do not                           ¦ type: absence, filters: {b: x}, expected: [{a: y}]                                ¦ -

          A window should be two intervals long                     ¦ operator: '>', threshold: 1, aggregate: avg, window: 29.999                       ¦ 53 window is 29s999ms, shorter than two intervals of the group, 30s
          Two are enough                                            ¦ operator: '>', threshold: 1, aggregate: avg, window: 30s                          ¦ -
          So should that of a rate                                  ¦ type: rate, operator: '>', threshold: 1, window: 20s                              ¦ 49 window is 20s, shorter than two intervals
          How long an absence lasts is no window                    ¦ type: absence, duration: 20s                                                      ¦ -
          stale_after should not be shorter than the interval       ¦ operator: '>', threshold: 1, stale_after: 14s                                     ¦ 42 stale_after is 14s, shorter than the 15s from one evaluation to the next
          The interval is enough                                    ¦ operator: '>', threshold: 1, stale_after: 15s                                     ¦ -
          A long window is evaluated less often than the interval   ¦ operator: '>', threshold: 1, aggregate: avg, window: 1d, stale_after: 20m         ¦ 70 stale_after is 20m, shorter than the 24m from one evaluation to the next
          """)
  void read_rule_warnsAsTheSentenceSays(String sentence, String fields, String expected) {
    String warnings = warnings("metric_name: m, severity: low, " + fields);
    if (expected == null) {
      assertThat(warnings).as(sentence).isEmpty();
    } else {
      int column = Integer.parseInt(expected.substring(0, expected.indexOf(' ')));
      String message = expected.substring(expected.indexOf(' '));
      int before = "metric_name: m, severity: low, ".length();
      assertThat(warnings).as(sentence).startsWith(column + before + message);
      assertThat(warnings).as(sentence).doesNotContain(" && ");
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '^',
      nullValues = "-",
      textBlock =
          """
          At most all requests are errors                  ¦ objective: 99                                                                          ¦ -
          With a low objective they burn too slowly        ¦ objective: 90, windows: [{long: 1h, short: 5m, factor: 14.4, severity: low}]           ¦ 63 the condition of the windows with long 1h never holds: a burn rate, with an objective of 90 %, is 0 to 10, never > 14.4
          The standard windows are meant for high ones     ¦ objective: 90                                                                          ¦ 49 the condition of the windows with long 1h never holds
          Errors that are the total burn at one speed      ¦ errors: t, objective: 75, windows: [{long: 1h, short: 5m, factor: 3, severity: low}]   ¦ 63 the condition of the windows with long 1h always holds: a burn rate, with an objective of 75 %, is 4, always > 3
          A short window should be two intervals long      ¦ objective: 99, windows: [{long: 1h, short: 20s, factor: 2, severity: low}]             ¦ 63 the short window beside 1h is 20s, shorter than two intervals of the group, 30s
          """)
  void read_burnRate_warnsAsTheSentenceSays(String sentence, String fields, String expected) {
    String errors = fields.contains("errors: ") ? "" : "errors: e, ";
    String warnings = warnings("type: burn_rate, total: t, " + errors + fields);
    assertThat(warnings).as(sentence).startsWith(expected == null ? "" : expected);
    assertThat(warnings.isEmpty()).as(sentence).isEqualTo(expected == null);
  }

  /** The kind of a field report: rules that pass the check and cannot fire, or always do. */
  @Test
  void read_rulesThatCannotFire_warnsOfThemAndNotOfOneThatCan() {
    Problems problems = new Problems();
    String rules =
        """
        groups:
          - name: g
            rules:
              - {id: n1, name: N1, metric_name: m, operator: "<", threshold: 1, severity: high, aggregate: count, window: 5m}
              - {id: n2, name: N2, metric_name: m, operator: "<", threshold: 0, severity: high, aggregate: stddev, window: 5m}
              - {id: n3, name: N3, metric_name: m, operator: ">", threshold: 1, severity: high, filters: {a: x}, matchers: ['a="y"']}
              - {id: n4, name: N4, metric_name: m, severity: high, type: absence, filters: {a: x}, expected: [{a: y}], by: [a]}
        """;
    assertThat(RuleFiles.read(List.of(new SourceFile("r.yaml", rules)), problems)).isPresent();
    // n1 fires when samples stop: the count of an empty window is 0.
    assertThat(problems.warningLines().lines())
        .satisfiesExactly(
            n2 -> assertThat(n2).startsWith("r.yaml:5:70: warning: the condition never holds: "),
            n3 -> assertThat(n3).startsWith("r.yaml:6:117: warning: the rule takes no sample: "),
            n4 ->
                assertThat(n4)
                    .startsWith("r.yaml:7:103: warning: the condition always holds for this"));
  }

  @Test
  void read_rulesWithProblems_areNotWarnedOf() {
    Problems problems = new Problems();
    String rule = "metric_name: m, operator: '<', threshold: 0, aggregate: count, window: 1s";
    var unused = RuleFiles.read(List.of(new SourceFile("r.yaml", HEAD + rule + "}]}]")), problems);
    assertThat(problems.isEmpty()).isFalse();
    assertThat(problems.warnings()).isEmpty();
  }
}
