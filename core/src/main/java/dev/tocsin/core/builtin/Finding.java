package dev.tocsin.core.builtin;

import dev.tocsin.core.label.Labels;

/**
 * What the facts say of one thing that an alert is about.
 *
 * @param subject names the thing: those of the alert's labels that are its own
 * @param value what was compared
 */
public record Finding(BuiltIn alert, Labels subject, boolean holds, double value) {}
