package dev.tocsin.testkit.rule;

import dev.tocsin.core.identity.RuleId;
import dev.tocsin.core.label.Severity;
import dev.tocsin.engine.condition.threshold.Threshold;
import dev.tocsin.engine.rule.Condition;
import dev.tocsin.engine.rule.Matcher;
import dev.tocsin.engine.rule.Operator;
import dev.tocsin.engine.rule.Patience;
import dev.tocsin.engine.rule.Rule;
import dev.tocsin.engine.rule.RuleGroup;
import dev.tocsin.engine.rule.Timing;
import dev.tocsin.engine.rule.Timing.OnNoData;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A threshold rule on {@code cpu} with the specification's defaults, changed as a test needs it.
 */
public record RuleFixture(
    String id,
    String metricName,
    Operator operator,
    double threshold,
    Timing timing,
    Duration interval,
    Map<String, String> filters,
    Map<String, String> labels,
    int maxKeys) {
  /** {@code cpu > 80}, for 60 s, cool down 5 min. */
  public static RuleFixture rule(String id) {
    return new RuleFixture(
        id,
        "cpu",
        Operator.GREATER,
        80,
        new Timing(
            Duration.ofSeconds(60),
            Duration.ZERO,
            Duration.ofSeconds(300),
            Duration.ofSeconds(300),
            Patience.of(Duration.ofMinutes(5)),
            OnNoData.RESOLVE),
        Duration.ofSeconds(15),
        Map.of(),
        Map.of(),
        10_000);
  }

  public RuleFixture on(String metric, Operator comparison, double limit) {
    return new RuleFixture(
        id, metric, comparison, limit, timing, interval, filters, labels, maxKeys);
  }

  public RuleFixture timed(Timing times) {
    return new RuleFixture(
        id, metricName, operator, threshold, times, interval, filters, labels, maxKeys);
  }

  public RuleFixture lasting(Duration duration) {
    return timed(
        new Timing(
            duration,
            timing.keepFiringFor(),
            timing.cooldown(),
            timing.repeatInterval(),
            timing.patience(),
            timing.onNoData(),
            timing.active()));
  }

  /** Fires again after this time at the earliest, and is repeated as often. */
  public RuleFixture coolingDown(Duration cooldown) {
    return timed(
        new Timing(
            timing.duration(),
            timing.keepFiringFor(),
            cooldown,
            cooldown,
            timing.patience(),
            timing.onNoData(),
            timing.active()));
  }

  public RuleFixture every(Duration step) {
    return new RuleFixture(
        id, metricName, operator, threshold, timing, step, filters, labels, maxKeys);
  }

  public RuleFixture atMost(int keys) {
    return new RuleFixture(
        id, metricName, operator, threshold, timing, interval, filters, labels, keys);
  }

  public RuleFixture filtered(Map<String, String> equal) {
    return new RuleFixture(
        id, metricName, operator, threshold, timing, interval, equal, labels, maxKeys);
  }

  public Rule build() {
    return build(new Threshold(metricName, operator, threshold));
  }

  /** The same with another condition. */
  public Rule build(Condition condition) {
    return new Rule(
        new RuleId(id),
        "Rule " + id,
        "Says what is wrong",
        new RuleGroup("group", interval),
        filters.entrySet().stream()
            .map(filter -> (Matcher) new Matcher.OneOf(filter.getKey(), Set.of(filter.getValue())))
            .toList(),
        Optional.empty(),
        condition,
        Optional.empty(),
        timing,
        Severity.HIGH,
        labels,
        Map.of(),
        Optional.of(URI.create("https://runbooks.example/" + id)),
        maxKeys,
        1_000,
        id + metricName + operator + filters + labels);
  }

  /** Several rules as a list, in order. */
  public static List<Rule> all(RuleFixture... rules) {
    return List.of(rules).stream().map(RuleFixture::build).toList();
  }
}
