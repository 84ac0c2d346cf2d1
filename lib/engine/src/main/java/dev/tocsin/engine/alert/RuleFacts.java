package dev.tocsin.engine.alert;

import dev.tocsin.core.identity.RuleId;
import dev.tocsin.core.label.Severity;
import dev.tocsin.engine.rule.Rule;
import java.net.URI;
import java.util.Optional;

/**
 * What an alert keeps of its rule, which may change or be removed while the alert fires.
 *
 * @param operator how the value is compared with the threshold: {@code >}
 */
public record RuleFacts(
    RuleId id,
    String name,
    String description,
    Severity severity,
    String metricName,
    Optional<String> runbookUrl,
    Optional<String> operator,
    Optional<Double> threshold) {
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
        Optional.of(rule.condition().threshold()));
  }
}
