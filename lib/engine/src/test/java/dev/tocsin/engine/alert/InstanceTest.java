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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InstanceTest {
  private static final Instant AT = Instant.ofEpochSecond(1_800_000);

  private static Rule rule(String more) {
    Problems problems = new Problems();
    String text =
        """
        groups:
          - name: g
            rules:
              - {id: r, name: R, metric_name: cpu, operator: ">", threshold: 1, severity: high%s}
        """
            .formatted(more);
    return RuleFiles.read(List.of(new SourceFile("r.yaml", text)), problems)
        .orElseThrow(() -> new AssertionError(problems))
        .rules()
        .getFirst();
  }

  private static Labels labels(String text) {
    return text.isEmpty() ? Labels.EMPTY : Labels.of(text.split("[= ]"));
  }

  private static final String WINDOW = ", aggregate: max, window: 1m";

  /** The fingerprint stands in a dedup key as F. */
  private static void check(
      String more, String series, AlertNaming naming, String instance, String dedupKey) {
    Rule rule = rule(more);
    Rule.Key key = rule.key(labels(series));

    assertThat(Instance.of(rule, key.labels(), naming)).isEqualTo(instance);
    assertThat(DedupKey.of(rule, key, naming, AT).value())
        .isEqualTo(dedupKey.replace("F", key.fingerprint().toString()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "instance_id=web-1                              | web-1 | r:web-1:cpu:2000",
        "instance=web-1:9100                            | web-1:9100 | r:web-1:9100:cpu:2000",
        "host.name=n1                                   | n1 | r:n1:cpu:2000",
        "host=h                                         | h | r:h:cpu:2000",
        "host=h instance_id=i                           | i | r:i:cpu:2000:F",
        "host=h instance=i job=api                      | i | r:i:cpu:2000:F",
        "pod=p                                          | unknown | r:unknown:cpu:2000:F",
        "''                                             | unknown | r:unknown:cpu:2000"
      })
  void of_labels_isTheFirstOfTheNames(String series, String instance, String dedupKey) {
    check("", series, AlertNaming.DEFAULT, instance, dedupKey);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "by: [instance]      | instance=i job=a | i | r:i:cpu:2000",
        "by: [job]           | instance=i job=a | unknown | r:unknown:cpu:2000:F",
        "by: []              | instance=i job=a | unknown | r:unknown:cpu:2000",
        "by: [host,instance] | host=h job=a | h | r:h:cpu:2000"
      })
  void of_labelsThatMakeNoKey_namesNone(
      String by, String series, String instance, String dedupKey) {
    check(WINDOW + ", " + by, series, AlertNaming.DEFAULT, instance, dedupKey);
  }

  /** A label that the rule gives to all of its alerts names no instance of theirs. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{instance: all}            | instance=i | i | r:i:cpu:2000",
        "{instance: all}            | host=h | h | r:h:cpu:2000",
        "{instance: all}            | '' | unknown | r:unknown:cpu:2000",
        "{instance: all, team: web} | instance=i team=x | i | r:i:cpu:2000:F",
        "{instance: a, exported_instance: b} | instance=i | i | r:i:cpu:2000",
        "{instance: all} | exported_instance=e instance=i | i | r:i:cpu:2000:F"
      })
  void of_labelThatARuleHasToo_isTheOneOfTheSeries(
      String labels, String series, String instance, String dedupKey) {
    check(", labels: " + labels, series, AlertNaming.DEFAULT, instance, dedupKey);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "pod=p host=h    | p | r:p:cpu:2000:F",
        "pod=p           | p | r:p:cpu:2000",
        "instance_id=i   | unknown | r:unknown:cpu:2000:F"
      })
  void of_otherNames_areAsTheyAreSet(String series, String instance, String dedupKey) {
    AlertNaming naming = new AlertNaming(List.of("pod", "host"), AlertNaming.DEFAULT.dedupWindow());
    check("", series, naming, instance, dedupKey);
  }
}
