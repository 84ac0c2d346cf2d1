package dev.tocsin.core.replay;

import dev.tocsin.core.alert.KeyState;
import dev.tocsin.core.alert.Transition;
import dev.tocsin.core.label.Labels;
import dev.tocsin.core.rule.RuleId;

/**
 * A transition of a key.
 *
 * @param labels those of the key's alert
 */
public record Line(RuleId ruleId, Labels labels, Transition transition) {
  /** How often the key's alert had fired after the transition; 0 when it never had. */
  public int fireCount() {
    return transition.firing().map(KeyState.Firing::fireCount).orElse(0);
  }
}
