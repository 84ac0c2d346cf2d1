package dev.tocsin.engine.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.core.limit.Limit;
import dev.tocsin.core.limit.LimitHits;
import dev.tocsin.core.limit.Limits;
import dev.tocsin.core.yaml.Problems;
import dev.tocsin.core.yaml.SourceFile;
import dev.tocsin.engine.rulefile.RuleFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelRegexesTest {
  private static final Limits TEN_THOUSAND =
      new Limits(Map.of(Limit.RULE_REGEX_INSTRUCTIONS, 10_000));

  private final List<Limit> hit = new ArrayList<>();
  private final LimitHits hits = hit::add;

  /** Each expression of a hundred letters has some hundred instructions; the limit is 10,000. */
  @ParameterizedTest
  @CsvSource({
    "90, 90, false",
    "99, 99, true",
    "3000, 3000, true",
    "3000, 90, false",
    "3000, 1, false"
  })
  void compile_expressions_areLimitedTogetherEachOnce(int all, int different, boolean refused) {
    LabelRegexes regexes = LabelRegexes.ofRules(TEN_THOUSAND, hits);
    List<Integer> problems = new ArrayList<>();
    for (int i = 0; i < all; i++) {
      try {
        var unused = regexes.compile("a{100}" + i % different);
      } catch (IllegalArgumentException e) {
        problems.add(i);
        assertThat(e)
            .hasMessageMatching(
                "has a regular expression with which all of them together have 100\\d\\d instructions, more than the 10000 of the limit rule_regex_instructions: use fewer, or simpler ones");
      }
    }
    assertThat(problems).as("one sentence, where the sum exceeds").hasSize(refused ? 1 : 0);
    assertThat(hit).hasSize(refused ? 1 : 0);
  }

  @Test
  void compile_sameExpression_isOneProgram() {
    LabelRegexes regexes = LabelRegexes.ofRules(Limits.DEFAULT, hits);
    assertThat(regexes.compile("web-[0-9]+")).isSameAs(regexes.compile("web-[0-9]+"));
  }

  @Test
  void compile_oneThatIsTooLarge_isRefusedBeforeItIsCompiled() {
    LabelRegexes regexes = LabelRegexes.ofRules(Limits.DEFAULT, hits);
    String bomb = "(" + "a".repeat(1_000) + "){1000}";
    for (int i = 0; i < 1_000; i++) {
      assertThatThrownBy(() -> regexes.compile(bomb)).hasMessageContaining("is too large");
    }
    assertThat(hit).isEmpty();
  }

  @Test
  void read_threeThousandLargeExpressions_isRefusedAtThePlaceWhereTheSumExceeds() {
    Problems problems = new Problems();
    Optional<RuleSet> ruleSet =
        RuleFiles.read(
            List.of(file(3_000, i -> "env=~\"(abcdefgh" + i + "){600}\"")),
            Limits.DEFAULT,
            hits,
            problems);
    assertThat(ruleSet).isEmpty();
    assertThat(problems.list())
        .singleElement()
        .satisfies(problem -> {
          assertThat(problem.file()).isEqualTo("rules.yaml");
          assertThat(problem.line()).isBetween(110, 150);
          assertThat(problem.message())
              .startsWith(
                  "matchers has a regular expression with which all of them together have 1")
              .contains("more than the 1000000 of the limit rule_regex_instructions");
        });
    assertThat(hit).containsExactly(Limit.RULE_REGEX_INSTRUCTIONS);
  }

  /** What the default leaves room for: no expression of these stands twice. */
  @Test
  void read_tenThousandRulesWithThreeModestExpressionsEach_fit() {
    Problems problems = new Problems();
    IntFunction<String> matchers =
        i ->
            "host=~\"web-%d-[0-9]+\", service=~\"shop|cart%d\", zone!~\"test%d.*\""
                .formatted(i, i, i);
    Optional<RuleSet> ruleSet =
        RuleFiles.read(List.of(file(10_000, matchers)), Limits.DEFAULT, hits, problems);
    assertThat(problems.list()).isEmpty();
    assertThat(ruleSet).isPresent();

    long all = 0;
    for (int i = 0; i < 10_000; i++) {
      all +=
          RegexSize.of("web-%d-[0-9]+".formatted(i)).instructions()
              + RegexSize.of("shop|cart" + i).instructions()
              + RegexSize.of("test" + i + ".*").instructions();
    }
    assertThat(all * 1.5).as("half as much again fits").isLessThan(1_000_000);
  }

  private static SourceFile file(int rules, IntFunction<String> matchers) {
    StringBuilder text = new StringBuilder("groups:\n- name: g\n  rules:\n");
    for (int i = 0; i < rules; i++) {
      String quoted = matchers.apply(i).replace("\", ", "\"', '");
      text.append(
          "  - {id: r%d, name: R, metric_name: cpu, operator: \">\", threshold: 1, severity: low, matchers: ['%s']}%n"
              .formatted(i, quoted));
    }
    return new SourceFile("rules.yaml", text.toString());
  }
}
