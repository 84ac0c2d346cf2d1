package dev.tocsin.core.evaluation;

import dev.tocsin.core.alert.Transition;
import dev.tocsin.core.rule.Rule;

/** A transition of a key of a rule. */
public record GridTransition(Rule rule, Rule.Key key, Transition transition) {}
