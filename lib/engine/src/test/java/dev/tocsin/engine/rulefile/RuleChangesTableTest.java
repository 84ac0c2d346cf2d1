package dev.tocsin.engine.rulefile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.identity.RuleId;
import dev.tocsin.core.yaml.Problems;
import dev.tocsin.core.yaml.SourceFile;
import dev.tocsin.engine.rule.Rule;
import dev.tocsin.engine.rule.RuleChanges;
import dev.tocsin.engine.rule.RuleSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of rules when others take their place (docs/rules.md, "When rules change"). */
class RuleChangesTableTest {
  private static final String RULE = "metric_name: m, operator: '>', threshold: 1";

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          The same rules change nothing                | a: threshold: 1                  | a: threshold: 1                  |
          A rule that was not there is added           | a: threshold: 1                  | a: threshold: 1; b: threshold: 1 | added b
          A rule that is there no more is removed      | a: threshold: 1; b: threshold: 1 | b: threshold: 1                  | removed a
          The order of rules makes no difference       | a: threshold: 1; b: threshold: 1 | b: threshold: 1; a: threshold: 1 |
          Another filter restarts a rule               | a: threshold: 1                  | a: threshold: 1, filters: {x: y} | restarted a
          Another value of a filter restarts a rule    | a: filters: {x: y}               | a: filters: {x: z}               | restarted a
          Other words of a regex restart a rule        | a: matchers: ['x=~"y+"']         | a: matchers: ['x=~"z+"']         | restarted a
          The opposite of a regex restarts a rule      | a: matchers: ['x=~"y+"']         | a: matchers: ['x!~"y+"']         | restarted a
          A filter is not its name and text run on     | a: filters: {x: yz}              | a: filters: {xy: z}              | restarted a
          A label is not its name and text run on      | a: labels: {x: yz}               | a: labels: {xy: z}               | restarted a
          The order of labels makes no difference      | a: labels: {x: y, z: w}          | a: labels: {z: w, x: y}          |
          Another threshold adjusts a rule             | a: threshold: 1                  | a: threshold: 2                  | adjusted a
          Another resolve_threshold adjusts a rule     | a: threshold: 1, resolve_threshold: 0 | a: threshold: 1, resolve_threshold: 0.5 | adjusted a
          Other active hours adjust a rule             | a: active: {weekdays: [monday]}  | a: active: {weekdays: [sunday]}  | adjusted a
          Another location adjusts a rule              | a: active: {weekdays: [monday]}  | a: active: {weekdays: [monday], location: Asia/Tokyo} | adjusted a
          Another duration adjusts a rule              | a: duration: 1m                  | a: duration: 2m                  | adjusted a
          Another limit of keys adjusts a rule         | a: max_keys: 5                   | a: max_keys: 6                   | adjusted a
          Another limit of series adjusts a rule       | a: max_series_per_key: 5         | a: max_series_per_key: 6         | adjusted a
          Another description rewords a rule           | a: description: x                | a: description: y                | reworded a
          Another annotation rewords a rule            | a: annotations: {x: y}           | a: annotations: {x: z}           | reworded a
          An annotation is not its name and text run on | a: annotations: {x: yz}         | a: annotations: {xy: z}          | reworded a
          Another runbook rewords a rule               | a: runbook_url: 'https://x.example' | a: runbook_url: 'https://y.example' | reworded a
          What restarts a rule counts before its texts | a: filters: {x: y}               | a: filters: {x: z}, description: d | restarted a
          What adjusts a rule counts before its texts  | a: threshold: 1                  | a: threshold: 2, description: d  | adjusted a
          """)
  void between_twoRuleSets_isAsTheSentenceSays(
      String sentence, String before, String after, String expected) {
    assertThat(text(RuleChanges.between(rules(before), rules(after))))
        .as(sentence)
        .isEqualTo(expected == null ? "" : expected);
  }

  @Test
  void identities_ofARuleOfSeveralParts_areOneTextOfAllOfThem() {
    RuleSet rules = rules("a: threshold: 1; b: threshold: 2");
    assertThat(rules.identities().keySet()).containsExactly(new RuleId("a"), new RuleId("b"));
    assertThat(rules.identities().get(new RuleId("a")))
        .isEqualTo(rules.rules().getFirst().identity());

    RuleSet burning =
        read("{id: slow, name: Slow, type: burn_rate, objective: 99, errors: m, total: n}");
    assertThat(burning.rules()).hasSize(4);
    assertThat(burning.identities())
        .containsOnlyKeys(new RuleId("slow"))
        .containsValue(
            burning.rules().stream().map(Rule::identity).collect(Collectors.joining(",")));
    assertThat(burning.rules().stream().map(Rule::code).distinct()).hasSize(4).doesNotContain(0L);
  }

  private static String text(RuleChanges changes) {
    return Stream.of(
            changes.added().stream().map(id -> "added " + id),
            changes.removed().stream().map(id -> "removed " + id),
            changes.restarted().stream().map(id -> "restarted " + id),
            changes.adjusted().stream().map(id -> "adjusted " + id),
            changes.reworded().stream().map(id -> "reworded " + id))
        .flatMap(all -> all)
        .collect(Collectors.joining(", "));
  }

  /**
   * {@code a: threshold: 1; b: …}: rules with these ids, and these fields beside the usual ones.
   */
  private static RuleSet rules(String text) {
    return read(
        Stream.of(text.split("; "))
            .map(rule -> rule.split(": ", 2))
            .map(rule ->
                "{id: %s, name: n, severity: high, %s}"
                    .formatted(
                        rule[0],
                        rule[1].startsWith("threshold")
                            ? "metric_name: m, operator: '>', " + rule[1]
                            : RULE + ", " + rule[1]))
            .collect(Collectors.joining(", ")));
  }

  private static RuleSet read(String rules) {
    Problems problems = new Problems();
    return RuleFiles.read(
            List.of(new SourceFile("r.yaml", "groups: [{name: g, rules: [" + rules + "]}]")),
            problems)
        .orElseThrow(() -> new IllegalArgumentException(problems.toString()));
  }
}
