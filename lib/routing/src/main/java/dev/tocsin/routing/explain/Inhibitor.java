package dev.tocsin.routing.explain;

import dev.tocsin.routing.alert.Alert;
import dev.tocsin.routing.inhibition.InhibitRule;

/**
 * What inhibits an alert.
 *
 * @param index the rule's place in the configuration, from 0
 * @param source a firing alert that mutes it
 */
public record Inhibitor(InhibitRule rule, int index, Alert source) {}
