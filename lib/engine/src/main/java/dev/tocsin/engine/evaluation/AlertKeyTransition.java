package dev.tocsin.engine.evaluation;

import dev.tocsin.engine.alert.AlertKeyRow;
import dev.tocsin.engine.alert.Transition;
import dev.tocsin.engine.rule.Rule;
import java.util.Optional;

/**
 * A transition of a key.
 *
 * @param row the key after it
 * @param rule its rule; none when the rule was removed
 */
public record AlertKeyTransition(AlertKeyRow row, Optional<Rule> rule, Transition transition) {}
