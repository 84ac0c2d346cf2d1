package dev.tocsin.engine.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.label.Labels;
import dev.tocsin.core.label.Severity;
import dev.tocsin.core.setting.BuiltIn;
import dev.tocsin.core.setting.BuiltInRule;
import dev.tocsin.core.setting.BuiltInSettings;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BuiltInEvaluatorTest {
  private final BuiltInKeys keys = new BuiltInKeys();

  private static BuiltInSettings stalled(boolean enabled, Severity severity, Duration duration) {
    return new BuiltInSettings(
        BuiltInSettings.DEFAULT_INTERVAL,
        Optional.empty(),
        Map.of(
            BuiltIn.PIPELINE_STALLED,
            new BuiltInRule(
                enabled,
                severity,
                Map.of(),
                duration,
                Duration.ofHours(1),
                Duration.ofHours(1),
                Duration.ofMinutes(5),
                0)));
  }

  private static Finding stall(boolean holds) {
    return BuiltInKeys.about(BuiltIn.PIPELINE_STALLED, "t", holds);
  }

  @Test
  void watchdog_asLongAsItIsEvaluated_firesEveryFiveMinutes() {
    Finding watchdog = BuiltInKeys.about(BuiltIn.WATCHDOG, "", true);
    for (int seconds = 0; seconds <= 600; seconds += 15) {
      keys.evaluate(seconds, BuiltInSettings.DEFAULT, watchdog);
    }
    assertThat(keys.emitted())
        .containsExactly(
            "0 tocsin_watchdog firing duration_met",
            "300 tocsin_watchdog firing refired",
            "600 tocsin_watchdog firing refired");
  }

  @Test
  void holdsForItsDuration_firesOnceAndResolves() {
    BuiltInSettings settings = stalled(true, Severity.HIGH, Duration.ofSeconds(60));
    keys.evaluate(0, settings, stall(true));
    keys.evaluate(45, settings, stall(true));
    assertThat(keys.emitted()).isEmpty();
    keys.evaluate(60, settings, stall(true));
    keys.evaluate(75, settings, stall(true));
    keys.evaluate(90, settings, stall(false));
    assertThat(keys.emitted())
        .containsExactly(
            "60 tocsin_pipeline_stalled firing duration_met",
            "90 tocsin_pipeline_stalled resolved condition_cleared");
  }

  @Test
  void nobodyEvaluatedForHours_noTimerBeginsAnew() {
    BuiltInSettings settings = stalled(true, Severity.HIGH, Duration.ofSeconds(60));
    keys.evaluate(0, settings, stall(true));
    keys.evaluate(7_200, settings, stall(true));
    keys.evaluate(30_000, settings, stall(false));
    assertThat(keys.emitted())
        .containsExactly(
            "7200 tocsin_pipeline_stalled firing duration_met",
            "30000 tocsin_pipeline_stalled resolved condition_cleared");
  }

  @Test
  void switchedOff_resolvesWhatFires() {
    keys.evaluate(0, stalled(true, Severity.HIGH, Duration.ZERO), stall(true));
    keys.evaluate(15, stalled(false, Severity.HIGH, Duration.ZERO));
    assertThat(keys.emitted())
        .containsExactly(
            "0 tocsin_pipeline_stalled firing duration_met",
            "15 tocsin_pipeline_stalled resolved rule_removed");
    assertThat(keys.rows()).isEmpty();
  }

  @Test
  void otherSeverity_isAnotherAlert() {
    keys.evaluate(0, stalled(true, Severity.HIGH, Duration.ZERO), stall(true));
    keys.evaluate(15, stalled(true, Severity.LOW, Duration.ZERO), stall(true));
    assertThat(keys.emitted())
        .containsExactly(
            "0 tocsin_pipeline_stalled firing duration_met",
            "15 tocsin_pipeline_stalled resolved rule_changed",
            "15 tocsin_pipeline_stalled firing duration_met");
    assertThat(keys.rows())
        .singleElement()
        .satisfies(row -> assertThat(row.labels().get("severity")).isEqualTo("low"));
  }

  @Test
  void whatItIsAboutIsGone_resolves() {
    BuiltInSettings settings = stalled(true, Severity.HIGH, Duration.ZERO);
    keys.evaluate(0, settings, stall(true));
    keys.evaluate(15, settings);
    assertThat(keys.emitted())
        .last()
        .isEqualTo("15 tocsin_pipeline_stalled resolved condition_cleared");
  }

  @Test
  void resolvedLongAgo_isForgotten() {
    BuiltInSettings settings = stalled(true, Severity.HIGH, Duration.ZERO);
    keys.evaluate(0, settings, stall(true));
    keys.evaluate(15, settings, stall(false));
    keys.evaluate(3_600, settings, stall(false));
    assertThat(keys.rows()).hasSize(1);
    keys.evaluate(3_631, settings, stall(false));
    assertThat(keys.rows()).isEmpty();
  }

  @Test
  void alert_saysWhatItIsAbout() {
    BuiltInSettings settings =
        new BuiltInSettings(
            BuiltInSettings.DEFAULT_INTERVAL,
            Optional.of(URI.create("https://wiki.example.com/r")),
            Map.of());
    BuiltInRules rules = new BuiltInRules(settings);
    var rule = rules.of(BuiltIn.RULE_TOO_WIDE).orElseThrow();
    var key = rule.key(about("cpu_high"));
    assertThat(key.labels().asMap())
        .isEqualTo(
            Map.of(
                "alertname",
                "TocsinRuleTooWide",
                "rule_id",
                "tocsin_rule_too_wide",
                "severity",
                "medium",
                "about_rule",
                "cpu_high"));
    assertThat(rule.annotations(Optional.of(12.0), key.labels()))
        .containsEntry("summary", "rule cpu_high has ignored 12 samples beyond its limits");
    assertThat(rule.runbookUrl())
        .contains(URI.create("https://wiki.example.com/r/rule-too-wide.md"));
    assertThat(rules.all()).hasSize(List.of(BuiltIn.values()).size());
  }

  private static Labels about(String rule) {
    return Labels.of("about_rule", rule);
  }
}
