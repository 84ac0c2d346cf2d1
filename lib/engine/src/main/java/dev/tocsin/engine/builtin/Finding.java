package dev.tocsin.engine.builtin;

import dev.tocsin.core.label.Labels;
import dev.tocsin.core.setting.BuiltIn;

/**
 * What the facts say of one thing that an alert is about.
 *
 * @param subject names the thing: those of the alert's labels that are its own
 * @param value what was compared
 * @param fact what is stored of the thing, as part of a sentence
 */
public record Finding(BuiltIn alert, Labels subject, boolean holds, double value, String fact) {
  /** The same when it cannot be known whether it holds. */
  Finding notKnown(String why) {
    return new Finding(alert, subject, false, value, fact + "; " + why);
  }
}
