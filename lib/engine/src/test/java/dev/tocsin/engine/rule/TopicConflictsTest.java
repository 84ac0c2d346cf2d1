package dev.tocsin.engine.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.setting.Settings;
import dev.tocsin.core.setting.SettingsFile;
import dev.tocsin.core.yaml.Problems;
import dev.tocsin.core.yaml.SourceFile;
import dev.tocsin.engine.rulefile.RuleFiles;
import java.util.List;
import org.junit.jupiter.api.Test;

class TopicConflictsTest {
  private final Problems problems = new Problems();

  private Settings read(String text) {
    return SettingsFile.read(new SourceFile("s.yaml", text), problems).orElseThrow();
  }

  @Test
  void conflicts_topicThatIsNotKeyed_namesThePerSampleRules() {
    StringBuilder rules = new StringBuilder("groups:\n- name: g\n  rules:\n");
    for (String id : List.of("a", "b", "c", "d")) {
      rules.append(
          "  - {id: %s, name: N, metric_name: m, operator: '>', threshold: 1, severity: low}\n"
              .formatted(id));
    }
    RuleSet ruleSet =
        RuleFiles.read(List.of(new SourceFile("r.yaml", rules.toString())), problems).orElseThrow();

    assertThat(TopicConflicts.of(Settings.DEFAULT, ruleSet)).isEmpty();
    assertThat(TopicConflicts.of(read("topics: [{name: t, keyed: false}, {name: u}]"), ruleSet))
        .extracting(Object::toString)
        .containsExactly(
            "s.yaml:1:17: topic \"t\" has keyed: false and takes only scheduled rules,"
                + " not \"a\", \"b\", \"c\" and 1 more rules");
    assertThat(TopicConflicts.of(read("topics: [{name: t, keyed: false}]"), RuleSet.of(List.of())))
        .isEmpty();
  }
}
