package dev.tocsin.engine.rulefile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.yaml.Problems;
import dev.tocsin.core.yaml.SourceFile;
import dev.tocsin.engine.rule.Rule;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Which changes make a rule another one (docs/rules.md, "When rules change"), and how its condition
 * reads.
 */
class RuleIdentityTableTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          The threshold acts at the next result                | metric_name: m, operator: '>', threshold: 1                             | metric_name: m, operator: '>', threshold: 2                                                                        | same
          A duration acts at the next result                   | metric_name: m, operator: '>', threshold: 1                             | metric_name: m, operator: '>', threshold: 1, duration: 2m                                                          | same
          The cooldown acts at the next result                 | metric_name: m, operator: '>', threshold: 1                             | metric_name: m, operator: '>', threshold: 1, cooldown: 2m                                                          | same
          A limit acts at the next result                      | metric_name: m, operator: '>', threshold: 1                             | metric_name: m, operator: '>', threshold: 1, max_keys: 7                                                           | same
          Texts act at the next notification                   | metric_name: m, operator: '>', threshold: 1                             | metric_name: m, operator: '>', threshold: 1, description: d, annotations: {a: b}, runbook_url: 'https://x.example' | same
          Another metric makes another rule                    | metric_name: m, operator: '>', threshold: 1                             | metric_name: n, operator: '>', threshold: 1                                                                        | another
          Another operator makes another rule                  | metric_name: m, operator: '>', threshold: 1                             | metric_name: m, operator: '<', threshold: 1                                                                        | another
          Other filters make another rule                      | metric_name: m, operator: '>', threshold: 1                             | metric_name: m, operator: '>', threshold: 1, filters: {a: b}                                                       | another
          Other labels make another rule                       | metric_name: m, operator: '>', threshold: 1                             | metric_name: m, operator: '>', threshold: 1, labels: {a: b}                                                        | another
          Another type makes another rule                      | metric_name: m, operator: '>', threshold: 1, aggregate: avg, window: 5m | type: rate, metric_name: m, operator: '>', threshold: 1                                                            | another
          A window acts at the next result                     | metric_name: m, operator: '>', threshold: 1, aggregate: avg, window: 5m | metric_name: m, operator: '>', threshold: 1, aggregate: avg, window: 6m                                            | same
          Another aggregate makes another rule                 | metric_name: m, operator: '>', threshold: 1, aggregate: avg, window: 5m | metric_name: m, operator: '>', threshold: 1, aggregate: max, window: 5m                                            | another
          Another by makes another rule                        | metric_name: m, operator: '>', threshold: 1, aggregate: avg, window: 5m | metric_name: m, operator: '>', threshold: 1, aggregate: avg, window: 5m, by: [a]                                   | another
          Of a rate another mode makes another rule            | type: rate, metric_name: m, operator: '>', threshold: 1                 | type: rate, metric_name: m, operator: '>', threshold: 1, mode: gauge                                               | another
          Of a rate another ratio_to makes another rule        | type: rate, metric_name: m, operator: '>', threshold: 1                 | type: rate, metric_name: m, operator: '>', threshold: 1, ratio_to: n                                               | another
          Of a rate the window acts at the next result         | type: rate, metric_name: m, operator: '>', threshold: 1                 | type: rate, metric_name: m, operator: '>', threshold: 1, window: 9m                                                | same
          Of an absence the duration acts at the next result   | type: absence, metric_name: m                                           | type: absence, metric_name: m, duration: 9m                                                                        | same
          Of an absence other expected keys make another rule  | type: absence, metric_name: m, by: [a]                                  | type: absence, metric_name: m, by: [a], expected: [{a: b}]                                                         | another
          Of an absence another metric makes another rule      | type: absence, metric_name: m                                           | type: absence, metric_name: n                                                                                      | another
          Of an anomaly the threshold acts at the next result  | type: anomaly, metric_name: m                                           | type: anomaly, metric_name: m, threshold: 5                                                                        | same
          Of an anomaly another direction makes another rule   | type: anomaly, metric_name: m                                           | type: anomaly, metric_name: m, direction: up                                                                       | another
          Of an anomaly another metric makes another rule      | type: anomaly, metric_name: m                                           | type: anomaly, metric_name: n                                                                                      | another
          Of a burn rate the objective acts at the next result | type: burn_rate, objective: 99, errors: m, total: n                     | type: burn_rate, objective: 98, errors: m, total: n                                                                | same
          Of a burn rate other errors make another rule        | type: burn_rate, objective: 99, errors: m, total: n                     | type: burn_rate, objective: 99, errors: o, total: n                                                                | another
          Of a burn rate another total makes another rule      | type: burn_rate, objective: 99, errors: m, total: n                     | type: burn_rate, objective: 99, errors: m, total: o                                                                | another
          """)
  void identity_ofAChangedRule_isAsTheSentenceSays(
      String sentence, String before, String after, String expected) {
    assertThat(rule(before).identity().equals(rule(after).identity()))
        .as(sentence)
        .isEqualTo(expected.equals("same"));
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          metric_name: m, operator: '>', threshold: 1                              | m > 1                                        | m
          metric_name: m, operator: '==', threshold: 1.5, filters: {a: b}          | m{a="b"} == 1.5                              | m
          metric_name: m, operator: '<=', threshold: 1, aggregate: p95, window: 5m | p95(m[5m]) <= 1                              | m
          type: rate, metric_name: m, operator: '>', threshold: 1                  | rate(m[5m]) > 1                              | m
          type: rate, metric_name: m, operator: '<', threshold: 1, mode: gauge     | derivative(m[5m]) < 1                        | m
          type: rate, metric_name: m, operator: '>=', threshold: 1, ratio_to: n    | 100 * increase(m[5m]) / increase(n[5m]) >= 1 | m n
          type: rate, metric_name: m, operator: '>', threshold: 1, ratio_to: m     | 100 * increase(m[5m]) / increase(m[5m]) > 1  | m
          type: absence, metric_name: m, duration: 90s                             | absent(m[1m30s])                             | m
          type: burn_rate, objective: 99.9, errors: m, total: n                    | burn_rate(m / n, 99.9%, [1h, 5m]) > 14.4     | m n
          type: burn_rate, objective: 99.9, errors: m, total: m                    | burn_rate(m / m, 99.9%, [1h, 5m]) > 14.4     | m
          """)
  void expression_ofARule_isItsCondition(String fields, String expression, String metrics) {
    assertThat(rule(fields).expression()).isEqualTo(expression);
    assertThat(rule(fields).condition().metrics()).containsExactly(metrics.split(" ", -1));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          metric_name: m, operator: '<', threshold: 1                             | <  | 1
          metric_name: m, operator: '<', threshold: 1, aggregate: avg, window: 5m | <  | 1
          type: rate, metric_name: m, operator: '<=', threshold: 1                | <= | 1
          type: absence, metric_name: m, duration: 90s                            | >= | 90
          type: anomaly, metric_name: m, threshold: 4                             | >= | 4
          type: burn_rate, objective: 99, errors: m, total: n                     | >  | 14.4
          """)
  void operator_ofARule_isHowItsValueIsCompared(String fields, String operator, double threshold) {
    assertThat(rule(fields).condition().operator()).isEqualTo(operator);
    assertThat(rule(fields).condition().threshold()).isEqualTo(threshold);
  }

  private static Rule rule(String fields) {
    String severity = fields.startsWith("type: burn_rate") ? "" : "severity: high, ";
    String yaml = "groups: [{name: g, rules: [{id: r, name: R, " + severity + fields + "}]}]";
    Problems problems = new Problems();
    return RuleFiles.read(List.of(new SourceFile("rules.yaml", yaml)), problems)
        .orElseThrow(() -> new AssertionError(problems))
        .rules()
        .getFirst();
  }
}
