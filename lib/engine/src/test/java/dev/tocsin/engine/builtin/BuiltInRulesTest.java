package dev.tocsin.engine.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.setting.BuiltIn;
import dev.tocsin.core.setting.BuiltInSettings;
import dev.tocsin.engine.rule.Condition;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class BuiltInRulesTest {
  private static Condition condition(BuiltIn alert) {
    return new BuiltInRules(BuiltInSettings.DEFAULT).of(alert).orElseThrow().condition();
  }

  @ParameterizedTest
  @CsvSource({
    "PIPELINE_STALLED, 400, 6m40s (threshold: > 5m)",
    "TRANSACTION_OPEN, 31, 31 s (threshold: > 30 s)",
    "CLOCK_AHEAD, 60, 1m (threshold: > 0 s)",
    "SAMPLES_LATE, 2, 2 (threshold: > 1)",
    "RULE_TOO_WIDE, 3, 3 (threshold: > 0)",
    "WATCHDOG, 1, 1 (threshold: > 0)",
  })
  void shown_value_hasTheUnitOfWhatIsCompared(BuiltIn alert, double value, String text) {
    assertThat(condition(alert).shown(value)).isEqualTo(text);
  }

  @ParameterizedTest
  @EnumSource
  void condition_ofEach_isItsName(BuiltIn alert) {
    String code = alert.name().toLowerCase(Locale.ROOT);
    assertThat(condition(alert).identity()).containsExactly(code);
    assertThat(condition(alert).text("")).startsWith(code + " > ");
    assertThat(condition(alert).operator()).isEqualTo(">");
    assertThat(condition(alert).metrics()).containsExactly("tocsin");
  }
}
