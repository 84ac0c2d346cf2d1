package dev.tocsin.engine.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.label.Labels;
import dev.tocsin.core.setting.AlertNaming;
import dev.tocsin.core.yaml.Problems;
import dev.tocsin.core.yaml.SourceFile;
import dev.tocsin.engine.rule.Rule;
import dev.tocsin.engine.rulefile.RuleFiles;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class DedupKeyTest {
  private static final Instant FIRED = Instant.ofEpochSecond(900_000);

  @Test
  void of_atMost200Characters_isWhole() {
    assertThat(of("i".repeat(191)).value()).hasSize(200).endsWith("i:m:1000");
  }

  @Test
  void of_more_isItsBeginningAndAHash() {
    assertThat(of("i".repeat(194)).value())
        .hasSize(200)
        .isEqualTo("r:" + "i".repeat(181) + "~ffb57f99043ea84d");
  }

  @Test
  void of_longInstances_differWhereOnlyTheirEndsDo() {
    String name = "i".repeat(250);
    assertThat(of(name + "a")).isNotEqualTo(of(name + "b")).isEqualTo(of(name + "a"));
    assertThat(DedupKey.of(rule(), key(name), AlertNaming.DEFAULT, FIRED.plusSeconds(900)))
        .isNotEqualTo(of(name));
  }

  @Test
  void of_charactersOfTwoUnits_areNotCutInTwo() {
    String value = of("\uD83D\uDEA8".repeat(200)).value();
    assertThat(value.codePointCount(0, value.length())).isEqualTo(200);
    assertThat(value).startsWith("r:" + "\uD83D\uDEA8".repeat(181) + "~");
    assertThat(of("\uD83D\uDEA8".repeat(191)).value()).doesNotContain("~");
  }

  private static DedupKey of(String instance) {
    return DedupKey.of(rule(), key(instance), AlertNaming.DEFAULT, FIRED);
  }

  private static Rule.Key key(String instance) {
    return rule().key(Labels.of("instance_id", instance));
  }

  private static Rule rule() {
    String yaml =
        "groups: [{name: g, rules: [{id: r, name: R, metric_name: m, operator: '>', threshold: 1,"
            + " severity: low}]}]";
    return RuleFiles.read(List.of(new SourceFile("rules.yaml", yaml)), new Problems())
        .orElseThrow()
        .rules()
        .getFirst();
  }
}
