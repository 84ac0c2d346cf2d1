package dev.tocsin.routing.inhibition;

/**
 * What an alert mutes while it fires: the targets of a rule with the same values of its {@code
 * equal} labels.
 *
 * @param rule index of the rule in the configuration
 * @param equalHash of the values of the {@code equal} labels; different values may have the same
 * @param matchesTargetToo whether the alert is a target of the rule too, so that it does not mute
 *     others that are both
 */
public record SourceKey(int rule, long equalHash, boolean matchesTargetToo) {}
