package dev.tocsin.engine.replay;

import dev.tocsin.core.identity.RuleId;
import dev.tocsin.core.label.Labels;
import dev.tocsin.engine.alert.AlertKeyState;
import dev.tocsin.engine.alert.Transition;

/**
 * A transition of a key.
 *
 * @param labels those of the key's alert
 */
public record TransitionLine(RuleId ruleId, Labels labels, Transition transition) {
  /** How often the key's alert had fired after the transition; 0 when it never had. */
  public int fireCount() {
    return transition.firing().map(AlertKeyState.Firing::fireCount).orElse(0);
  }
}
