package dev.tocsin.evaluator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.fault.FaultPoints;
import dev.tocsin.core.label.Labels;
import dev.tocsin.core.label.Severity;
import dev.tocsin.core.setting.BuiltIn;
import dev.tocsin.core.setting.BuiltInRule;
import dev.tocsin.core.setting.BuiltInSettings;
import dev.tocsin.engine.sample.Sample;
import dev.tocsin.testkit.rule.RuleFixture;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the API says of the keys of alerts on the pipeline itself. */
class PipelineWhyTest {
  private static final String KEYS = "/api/v1/rules/%s/alert-keys";

  private final Evaluators evaluators =
      new Evaluators(1, List.of(RuleFixture.rule("hot").build()), FaultPoints.NONE);
  private final Api api = new Api(evaluators.context(0));

  @AfterEach
  void close() {
    evaluators.close();
  }

  private void enable(BuiltIn... alerts) {
    evaluators.set(Evaluators.builtIns(Set.of(alerts)));
  }

  /** One alert alone, set otherwise. */
  private void set(BuiltIn alert, UnaryOperator<BuiltInRule> change) {
    BuiltInSettings only = Evaluators.builtIns(Set.of(alert));
    Map<BuiltIn, BuiltInRule> rules = new EnumMap<>(only.rules());
    rules.put(alert, change.apply(only.of(alert)));
    evaluators.set(new BuiltInSettings(only.interval(), Optional.empty(), rules));
  }

  private static BuiltInRule with(BuiltInRule rule, Severity severity, Duration duration) {
    return new BuiltInRule(
        rule.enabled(),
        severity,
        rule.labels(),
        duration,
        rule.cooldown(),
        rule.repeatInterval(),
        rule.window(),
        rule.threshold());
  }

  private void take(String... records) {
    int from = evaluators.topic.size(0);
    for (String record : records) {
      evaluators.topic.add(0, record.getBytes(StandardCharsets.UTF_8));
    }
    var unused =
        evaluators.handler(0).execute(evaluators.topic.event(0, from, evaluators.topic.size(0)));
  }

  private String sample() {
    return Topic.json(
        new Sample("cpu", Labels.of("instance_id", "web-1"), 1, evaluators.clock.instant()));
  }

  private void pass(Duration time) {
    evaluators.clock.advance(time);
    evaluators.tick();
  }

  private List<Map<String, Object>> keys(BuiltIn alert) {
    return api.get(KEYS.formatted(alert.id())).ok().list("data", "alert_keys");
  }

  private Api.Answer why(Map<String, Object> key) {
    return api.get("/api/v1/alert-keys/" + key.get("fingerprint") + "/why").ok();
  }

  @Test
  void why_ofEveryKnownKey_saysTheFactAndWhatDecides() {
    evaluators.set(BuiltInSettings.DEFAULT);
    take(sample());
    evaluators.tick();
    pass(Duration.ofSeconds(15));
    Set<BuiltIn> seen = new HashSet<>();
    for (BuiltIn alert : BuiltIn.values()) {
      for (Map<String, Object> key : keys(alert)) {
        seen.add(alert);
        Api.Answer why = why(key);
        boolean fires = alert == BuiltIn.WATCHDOG;
        assertThat(why.text("data", "rule_id")).isEqualTo(alert.id().value());
        assertThat(why.at("data", "labels")).isEqualTo(key.get("labels"));
        assertThat(why.text("data", "state")).isEqualTo(fires ? "firing" : "none");
        assertThat(why.text("data", "because"))
            .isEqualTo(fires ? "condition_met" : "condition_not_met");
        assertThat(why.text("data", "condition", "next_result")).isEqualTo(Boolean.toString(fires));
        assertThat(why.text("data", "built_in", "alert")).isEqualTo(alert.code());
        assertThat(why.text("data", "built_in", "evaluated_at"))
            .isEqualTo("2026-11-21T10:00:15.000Z");
        assertThat(why.text("data", "text"))
            .contains(
                "What is stored: " + why.text("data", "built_in", "fact") + ".",
                "last evaluated at 2026-11-21T10:00:15.000Z",
                "What would change it: built_in_alerts." + alert.code());
      }
    }
    assertThat(seen)
        .isEqualTo(
            EnumSet.complementOf(
                EnumSet.of(
                    BuiltIn.RULE_TOO_WIDE,
                    BuiltIn.NO_DATA_TOO_EARLY,
                    BuiltIn.SERIES_IN_SEVERAL_PARTITIONS)));
  }

  @Test
  void why_ofAKeyWhoseSamplesWereIgnored_saysHowManyAndWhy() {
    Instant now = evaluators.clock.instant();
    take(hot(now), hot(now), hot(now), hot(now.minusSeconds(5)));
    Map<String, Object> key =
        api.get("/api/v1/rules/hot/alert-keys").ok().list("data", "alert_keys").getFirst();
    Api.Answer why = why(key);
    assertThat(why.at("data", "ignored")).isEqualTo(Map.of("duplicate", 2, "out_of_order", 1));
    assertThat(why.text("data", "text"))
        .contains("Of its samples were ignored: 2 (duplicate), 1 (out_of_order).");
  }

  private static String hot(Instant at) {
    return Topic.json(new Sample("cpu", Labels.of("instance_id", "web-1"), 99, at));
  }

  @Test
  void why_nothingArrives_namesTheTimeAndTheWindow() {
    enable(BuiltIn.PIPELINE_STALLED);
    take(sample());
    pass(Duration.ofSeconds(15));
    pass(Duration.ofSeconds(330));
    Api.Answer why =
        why(
            keys(BuiltIn.PIPELINE_STALLED).stream()
                .filter(key -> "nothing_arrives".equals(Api.at(key, "labels", "cause")))
                .findFirst()
                .orElseThrow());
    assertThat(why.text("data", "state")).isEqualTo("firing");
    assertThat(why.text("data", "since")).isEqualTo("2026-11-21T10:05:45.000Z");
    assertThat(why.at("data", "value")).isEqualTo(330.0);
    assertThat(why.text("data", "text"))
        .contains(" The value last compared was 5m30s (threshold: > 5m). ");
    assertThat(why.at("data", "alert_id")).isNotNull();
    assertThat(why.text("data", "condition", "expression")).isEqualTo("pipeline_stalled > 300");
    assertThat(why.text("data", "condition", "next_result")).isEqualTo("true");
    assertThat(why.text("data", "built_in", "fact"))
        .isEqualTo(
            "topic gds.metrics.production was last seen to grow at 2026-11-21T10:00:15.000Z");
    assertThat(why.at("data", "built_in", "settings"))
        .isEqualTo(
            Map.of(
                "built_in_alerts.pipeline_stalled.window", "5m",
                "built_in_alerts.pipeline_stalled.duration", "0s",
                "built_in_alerts.pipeline_stalled.cooldown", "0s",
                "built_in_alerts.pipeline_stalled.repeat_interval", "0s",
                "built_in_alerts.pipeline_stalled.enabled", "true"));
  }

  @Test
  void why_itHoldsButNotLongEnough_isPendingByTheClock() {
    set(BuiltIn.RECORDS_REJECTED, rule -> with(rule, Severity.LOW, Duration.ofMinutes(2)));
    take(sample(), "no sample", sample());
    evaluators.tick();
    Api.Answer why = why(keys(BuiltIn.RECORDS_REJECTED).getFirst());
    assertThat(why.text("data", "because")).isEqualTo("duration_not_met");
    assertThat(why.text("data", "until")).isEqualTo("2026-11-21T10:02:00.000Z");
    assertThat(why.at("data", "condition", "next_value")).isEqualTo(33.33);
    assertThat(why.text("data", "built_in", "fact"))
        .isEqualTo("of 3 records 1 were rejected within 10m");
    assertThat(
            why.text("data", "built_in", "settings", "built_in_alerts.records_rejected.duration"))
        .isEqualTo("2m");
  }

  @Test
  void why_switchedOffOrSetOtherwise_saysWhichSetting() {
    enable(BuiltIn.WATCHDOG);
    evaluators.tick();
    Map<String, Object> key = keys(BuiltIn.WATCHDOG).getFirst();
    set(BuiltIn.WATCHDOG, rule -> with(rule, Severity.CRITICAL, Duration.ZERO));
    Api.Answer changed = why(key);
    assertThat(changed.text("data", "because")).isEqualTo("rule_changed");
    assertThat(changed.text("data", "text"))
        .isEqualTo(
            "Not firing: built_in_alerts.watchdog has another severity or other labels by now, which make another alert.");
    enable();
    Api.Answer off = why(key);
    assertThat(off.text("data", "because")).isEqualTo("rule_removed");
    assertThat(off.text("data", "text"))
        .isEqualTo("Not firing: it is switched off by built_in_alerts.watchdog.enabled.");
    pass(Duration.ofSeconds(15));
    assertThat(why(key).text("data", "reason")).isEqualTo("rule_removed");
  }

  @Test
  void keys_ofAnAlertThatKnowsNone_areNone() {
    evaluators.set(BuiltInSettings.DEFAULT);
    assertThat(keys(BuiltIn.RULE_TOO_WIDE)).isEmpty();
    assertThat(api.get(KEYS.formatted("tocsin_other")).status()).isEqualTo(404);
  }
}
