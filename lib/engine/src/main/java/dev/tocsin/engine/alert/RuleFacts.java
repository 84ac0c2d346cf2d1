package dev.tocsin.engine.alert;

import dev.tocsin.core.identity.RuleId;
import dev.tocsin.core.label.Severity;
import dev.tocsin.core.unit.Unit;
import dev.tocsin.engine.rule.Rule;
import java.net.URI;
import java.util.Optional;

/**
 * What an alert keeps of its rule, which may change or be removed while the alert fires.
 *
 * @param operator how the value is compared with the threshold: {@code >}
 * @param unit of the value and the threshold
 */
public record RuleFacts(
    RuleId id,
    String name,
    String description,
    Severity severity,
    String metricName,
    Optional<String> runbookUrl,
    Optional<String> operator,
    Optional<Double> threshold,
    Unit unit) {
  /** Those of a rule as it is now. */
  public static RuleFacts of(Rule rule) {
    return new RuleFacts(
        rule.id(),
        rule.name(),
        rule.description(),
        rule.severity(),
        rule.metricName(),
        rule.runbookUrl().map(URI::toString),
        Optional.of(rule.condition().operator()),
        Optional.of(rule.condition().threshold()),
        rule.condition().unit());
  }

  /** The same texts with what a rule compares with now. */
  RuleFacts comparedAs(Rule rule) {
    RuleFacts now = of(rule);
    return new RuleFacts(
        id,
        name,
        description,
        severity,
        metricName,
        runbookUrl,
        now.operator,
        now.threshold,
        now.unit);
  }
}
