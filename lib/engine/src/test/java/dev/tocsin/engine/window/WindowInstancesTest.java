package dev.tocsin.engine.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.setting.AlertNaming;
import dev.tocsin.core.yaml.Problems;
import dev.tocsin.core.yaml.SourceFile;
import dev.tocsin.engine.rule.Rule;
import dev.tocsin.engine.rulefile.RuleFiles;
import dev.tocsin.engine.state.StateReader;
import dev.tocsin.engine.state.StateWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WindowInstancesTest {
  private static final Fingerprint KEY = new Fingerprint(1);

  private final Rule rule =
      RuleFiles.read(
              List.of(
                  new SourceFile(
                      "rules.yaml",
                      """
                      groups:
                        - name: g
                          rules:
                            - {id: r, name: R, metric_name: m, type: rate, operator: '>', threshold: 1, window: 1m, severity: high}
                      """)),
              new Problems())
          .orElseThrow()
          .rules()
          .getFirst();

  private WindowInstances keys() {
    return new WindowInstances(rule, AlertNaming.DEFAULT, names -> Map.of());
  }

  @Test
  void read_written_goesOnWhereItWas() {
    WindowInstances keys = keys();
    for (long at = 0; at <= 60_000; at += 10_000) {
      keys.take(new WindowSample(KEY, "m", 3, at, at / 10_000.0, 0));
    }
    assertThat(keys.evaluate(30_000)).isEmpty();
    StateWriter out = new StateWriter(30_001);
    keys.write(out);
    WindowInstances read = keys();

    assertThat(read.read(new StateReader(out.toBytes()))).isTrue();
    assertThat(read.counted()).isEqualTo(1);
    assertThat(read.remembered()).containsExactly(KEY);
    assertThat(read.preview(KEY, 60_000).value()).isEqualTo(0.1);
  }

  @Test
  void read_ofAnotherLayout_takesNothingIn() {
    StateWriter out = new StateWriter(30_001);
    out.bits(KEY.value());
    out.count(0);
    out.count(0);
    WindowInstances keys = keys();

    assertThat(keys.read(new StateReader(out.toBytes()))).isFalse();
    assertThat(keys.remembered()).isEmpty();
    assertThat(keys.read(new StateReader(new StateWriter(30_001).toBytes()))).isFalse();
  }
}
