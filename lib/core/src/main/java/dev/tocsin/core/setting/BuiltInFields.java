package dev.tocsin.core.setting;

import dev.tocsin.core.label.LabelShapes;
import dev.tocsin.core.label.Severity;
import dev.tocsin.core.yaml.Fields;
import dev.tocsin.core.yaml.Shape;
import java.net.URI;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads how the alerts on the pipeline itself are set; every field may be absent. */
final class BuiltInFields {
  /** What the alerts name their subjects by. */
  private static final Set<String> TAKEN = Set.of("topic", "partition", "cause", "about_rule");

  private static final Shape<Duration> WINDOW =
      Shape.positiveDuration()
          .as(window -> {
            if (window.compareTo(BuiltInSettings.MOST_WINDOW) > 0) {
              throw new IllegalArgumentException("must be at most 24h");
            }
            return window;
          });
  private static final Shape<Duration> INTERVAL =
      Shape.duration()
          .as(interval -> {
            if (interval.toSeconds() < 1 || interval.toSeconds() > 60) {
              throw new IllegalArgumentException("must be from 1s to 1m");
            }
            return interval;
          });
  private static final Shape<Double> THRESHOLD =
      Shape.number()
          .as(number -> {
            if (number < 0) {
              throw new IllegalArgumentException("must be 0 or more");
            }
            return number;
          });

  private BuiltInFields() {}

  static Optional<BuiltInSettings> read(Fields fields) {
    Map<BuiltIn, BuiltInRule> rules = new EnumMap<>(BuiltIn.class);
    for (BuiltIn alert : BuiltIn.values()) {
      fields
          .optional(alert.code(), Shape.mapping(alert.code(), each -> rule(each, alert)))
          .ifPresent(rule -> rules.put(alert, rule));
    }
    Optional<URI> runbooks = fields.optional("runbook_url", Shape.webAddress());
    Duration interval = fields.optional("interval", INTERVAL, BuiltInSettings.DEFAULT_INTERVAL);
    return fields.build(() -> new BuiltInSettings(interval, runbooks, rules));
  }

  private static Optional<BuiltInRule> rule(Fields fields, BuiltIn alert) {
    BuiltInRule absent = alert.defaults();
    boolean enabled = fields.optional("enabled", Shape.flag(), absent.enabled());
    Severity severity = fields.optional("severity", LabelShapes.SEVERITY, absent.severity());
    Map<String, String> labels = fields.optional("labels", LabelShapes.LABELS, absent.labels());
    labels.keySet().stream()
        .filter(TAKEN::contains)
        .forEach(name ->
            fields.problem(
                "labels", "label \"%s\" is set by Tocsin itself: rename it".formatted(name)));
    Duration duration = fields.optional("duration", Shape.duration(), absent.duration());
    Duration cooldown = fields.optional("cooldown", Shape.duration(), absent.cooldown());
    Duration repeatInterval = fields.optional("repeat_interval", Shape.duration(), cooldown);
    Duration window =
        alert.windowed() ? fields.optional("window", WINDOW, absent.window()) : absent.window();
    double threshold =
        alert.measured()
            ? fields.optional("threshold", THRESHOLD, absent.threshold())
            : absent.threshold();
    return fields.build(() ->
        new BuiltInRule(
            enabled, severity, labels, duration, cooldown, repeatInterval, window, threshold));
  }
}
