package dev.tocsin.core.setting;

import dev.tocsin.core.label.Severity;
import java.time.Duration;
import java.util.Map;

/**
 * How one of the built-in alerts is set.
 *
 * @param enabled when false, what fires is resolved and nothing fires any more
 * @param labels added to its alerts, for whoever routes them
 * @param duration how long the condition must hold, by the clock
 * @param cooldown least time between two firings; zero: it fires at once when it comes back
 * @param repeatInterval how often it fires again while the condition lasts; zero: never
 * @param window the time that the condition looks at; zero where it looks at none
 * @param threshold what is beyond it is too much: percent, or a number; zero where there is none
 */
public record BuiltInRule(
    boolean enabled,
    Severity severity,
    Map<String, String> labels,
    Duration duration,
    Duration cooldown,
    Duration repeatInterval,
    Duration window,
    double threshold) {
  public BuiltInRule {
    labels = Map.copyOf(labels);
  }
}
