package dev.tocsin.routing.inhibition;

import dev.tocsin.core.label.Fingerprint;

/**
 * Why an alert is inhibited.
 *
 * @param rule index of the rule in the configuration
 * @param source a firing alert that mutes it
 */
public record InhibitedBy(int rule, Fingerprint source) {}
