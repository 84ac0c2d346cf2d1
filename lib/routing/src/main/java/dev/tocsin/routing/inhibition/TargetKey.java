package dev.tocsin.routing.inhibition;

/**
 * By what an alert may be muted: the sources of a rule with the same values of its {@code equal}
 * labels.
 *
 * @param rule index of the rule in the configuration
 * @param equalHash of the values of the {@code equal} labels; different values may have the same
 * @param matchesSourceToo whether the alert is a source of the rule too, so that others that are
 *     both do not mute it
 */
public record TargetKey(int rule, long equalHash, boolean matchesSourceToo) {}
