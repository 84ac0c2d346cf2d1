package dev.tocsin.engine.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.label.Labels;
import dev.tocsin.core.yaml.NumberText;
import dev.tocsin.core.yaml.Problems;
import dev.tocsin.core.yaml.SourceFile;
import dev.tocsin.engine.rulefile.RuleFiles;
import dev.tocsin.engine.sample.Sample;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RuleSetTest {
  private static final String[] TEXTS = {"", "x", "y", "z"};

  private static RuleSet ruleSet(List<String> selectors) {
    StringBuilder text = new StringBuilder("groups:\n- name: g\n  rules:\n");
    for (int n = 0; n < selectors.size(); n++) {
      text.append(
          "  - {id: r%d, name: R, operator: '>', threshold: 1, severity: low, %s}\n"
              .formatted(n, selectors.get(n)));
    }
    Problems problems = new Problems();
    return RuleFiles.read(List.of(new SourceFile("f", text.toString())), problems)
        .orElseThrow(() -> new AssertionError(problems));
  }

  private static Sample sample(String metric, Labels labels) {
    return new Sample(metric, labels, 1, Instant.EPOCH);
  }

  private static List<String> found(RuleSet ruleSet, Sample sample) {
    return ruleSet.matches(sample.series()).stream()
        .map(match -> match.rule().id().value())
        .toList();
  }

  @Test
  void matches_rulesOfManyKinds_namesThoseThatTakeTheSampleInOrder() {
    RuleSet ruleSet =
        ruleSet(
            List.of(
                "metric_name: a",
                "metric_name: a, filters: {env: [p, q]}",
                "metric_name: a, filters: {env: r}",
                "metric_name: a, filters: {host: h}",
                "metric_name: b",
                "metric_name: a, matchers: ['env=~p|r']",
                "metric_name: a, filters: {env: ''}",
                "metric_name: a, filters: {env: p, host: i}"));

    assertThat(found(ruleSet, sample("a", Labels.of("env", "p", "host", "h"))))
        .containsExactly("r0", "r1", "r3", "r5");
    assertThat(found(ruleSet, sample("a", Labels.EMPTY))).containsExactly("r0", "r6");
    assertThat(found(ruleSet, sample("b", Labels.of("env", "p")))).containsExactly("r4");
    assertThat(found(ruleSet, sample("c", Labels.of("env", "p")))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void matches_anyBook_findsWhatLookingAtEachRuleFinds(long seed) {
    Random random = new Random(seed);
    List<String> selectors = new ArrayList<>();
    for (int n = 0; n < 60; n++) {
      selectors.add(selector(random));
    }
    RuleSet ruleSet = ruleSet(selectors);
    for (int n = 0; n < 2_000; n++) {
      Map<String, String> labels = new LinkedHashMap<>();
      for (String name : List.of("a", "b", "c")) {
        labels.put(name, TEXTS[random.nextInt(TEXTS.length)]);
      }
      Sample sample = sample("m" + random.nextInt(2), Labels.of(labels));
      assertThat(found(ruleSet, sample))
          .isEqualTo(
              ruleSet.rules().stream()
                  .filter(rule -> rule.metricName().equals(sample.metricName()))
                  .filter(rule -> rule.selects(sample.labels()))
                  .map(rule -> rule.id().value())
                  .toList());
    }
  }

  private static String selector(Random random) {
    StringBuilder text = new StringBuilder("metric_name: m" + random.nextInt(2) + ", filters: {");
    for (String name : List.of("a", "b", "c")) {
      if (random.nextInt(3) == 0) {
        text.append(name + ": ['" + TEXTS[random.nextInt(4)] + "', '" + TEXTS[random.nextInt(4)])
            .append("'], ");
      }
    }
    return text + "}, matchers: [" + (random.nextBoolean() ? "'c!=x'" : "") + "]";
  }

  @Test
  void annotations_ofAnAlert_areFilledIn() {
    RuleSet ruleSet =
        ruleSet(
            List.of(
                "metric_name: a, annotations: {s: '{{ value }}/{{threshold}} on {{labels.host}}'"
                    + ", t: '{{labels.none}}}}'}"));
    Rule rule = ruleSet.rules().get(0);

    assertThat(rule.annotations(Optional.of(91.50), Labels.of("host", "{{value}}")))
        .isEqualTo(Map.of("s", "91.5/1 on {{value}}", "t", "}}"));
    assertThat(rule.annotations(Optional.empty(), Labels.EMPTY))
        .isEqualTo(Map.of("s", "/1 on ", "t", "}}"));
  }

  @Test
  void render_numbers_areAsPeopleWriteThem() {
    assertThat(NumberText.of(80)).isEqualTo("80");
    assertThat(NumberText.of(0.1)).isEqualTo("0.1");
    assertThat(NumberText.of(-0.0)).isEqualTo("0");
    assertThat(NumberText.of(16_777_216)).isEqualTo("16777216");
    assertThat(NumberText.of(1e300)).isEqualTo("1E+300");
    assertThat(NumberText.of(1e-9)).isEqualTo("1E-9");
  }

  @Test
  void render_hugeText_isCutBetweenCharacters() {
    String text =
        AnnotationTemplate.render(
            "x{{labels.a}}{{labels.a}}{{labels.a}}",
            Optional.empty(),
            0,
            Labels.of("a", "🚨".repeat(1_000)));

    assertThat(text).hasSize(AnnotationTemplate.MAX_RENDERED).endsWith("🚨…");
  }
}
