package dev.tocsin.engine.rule;

import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.engine.sample.Series;

/**
 * A rule that takes a series.
 *
 * @param place the rule's among all rules of its rule set
 * @param key the fingerprint of the key under which it does
 */
public record RuleMatch(Rule rule, int place, Series series, Fingerprint key) {
  /** The key with its labels. */
  public Rule.Key named() {
    return rule.key(series.labels());
  }

  public boolean isScheduled() {
    return rule.condition() instanceof ScheduledCondition;
  }
}
