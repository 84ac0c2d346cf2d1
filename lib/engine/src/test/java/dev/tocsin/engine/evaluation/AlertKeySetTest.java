package dev.tocsin.engine.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.label.Labels;
import dev.tocsin.core.yaml.Problems;
import dev.tocsin.core.yaml.SourceFile;
import dev.tocsin.engine.alert.AlertKeyRow;
import dev.tocsin.engine.alert.AlertKeyState;
import dev.tocsin.engine.alert.Phase;
import dev.tocsin.engine.alert.Step;
import dev.tocsin.engine.rule.Rule;
import dev.tocsin.engine.rulefile.RuleFiles;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Which rows a transaction writes, and in place of which version. */
class AlertKeySetTest {
  private static final Instant AT = Instant.ofEpochSecond(100);
  private static final Rule RULE = rule();
  private static final Rule.Key KEY = RULE.key(Labels.of("instance_id", "a"));
  private static final AlertKeyRow BLANK =
      AlertKeyRow.none(KEY.fingerprint(), RULE.id(), Optional.empty(), KEY.labels());
  private static final AlertKeyState PENDING =
      new AlertKeyState(Phase.PENDING, AT, AT, AT, Duration.ZERO, AT, Optional.empty());

  @Test
  void changed_newKey_hasNoVersion() {
    AlertKeySet keys = new AlertKeySet(Map.of(), Map.of(), UUID::randomUUID);
    apply(keys, PENDING);

    assertThat(keys.changed()).extracting(AlertKeyRow::version).containsExactly(0L);
    assertThat(keys.forgotten()).isEmpty();
  }

  @Test
  void changed_loadedKey_hasTheVersionThatWasLoaded() {
    AlertKeySet keys = stored(7);
    apply(keys, new AlertKeyState(Phase.RESOLVED, AT, AT, AT, Duration.ZERO, AT, Optional.empty()));

    assertThat(keys.changed()).extracting(AlertKeyRow::version).containsExactly(7L);
  }

  @Test
  void changed_keyThatIsForgottenAndBeginsAnew_hasTheVersionThatWasLoaded() {
    AlertKeySet keys = stored(7);
    apply(keys, AlertKeyState.NONE);
    assertThat(keys.changed()).isEmpty();
    assertThat(keys.forgotten()).extracting(AlertKeyRow::version).containsExactly(7L);

    apply(keys, PENDING);

    assertThat(keys.changed()).extracting(AlertKeyRow::version).containsExactly(7L);
    assertThat(keys.forgotten()).isEmpty();
  }

  @Test
  void forgotten_keyThatWasNeverStored_isNone() {
    AlertKeySet keys = new AlertKeySet(Map.of(), Map.of(), UUID::randomUUID);
    apply(keys, PENDING);
    apply(keys, AlertKeyState.NONE);

    assertThat(keys.changed()).isEmpty();
    assertThat(keys.forgotten()).isEmpty();
  }

  private static AlertKeySet stored(long version) {
    AlertKeySet before = new AlertKeySet(Map.of(), Map.of(), UUID::randomUUID);
    apply(before, PENDING);
    AlertKeyRow row = before.changed().iterator().next().withVersion(version);
    return new AlertKeySet(Map.of(row.fingerprint(), row), Map.of(), UUID::randomUUID);
  }

  private static void apply(AlertKeySet keys, AlertKeyState state) {
    keys.apply(RULE, BLANK, new Step(state, List.of()), AT);
  }

  private static Rule rule() {
    String yaml =
        "groups: [{name: g, rules: [{id: r, name: R, metric_name: m, operator: '>', threshold: 80, severity: high}]}]";
    Problems problems = new Problems();
    return RuleFiles.read(List.of(new SourceFile("rules.yaml", yaml)), problems)
        .orElseThrow(() -> new AssertionError(problems))
        .rules()
        .getFirst();
  }
}
