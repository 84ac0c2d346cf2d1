package dev.tocsin.engine.rule;

import dev.tocsin.core.identity.RuleId;

/**
 * A rule, or one of the parts of a rule that are evaluated each by itself.
 *
 * @param window the value of the label that distinguishes the parts; empty when there is one only
 */
public record RulePart(RuleId rule, String window) {}
