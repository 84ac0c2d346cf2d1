package dev.tocsin.core.setting;

import dev.tocsin.core.yaml.DurationText;
import dev.tocsin.core.yaml.NumberText;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How all built-in alerts are set.
 *
 * @param interval how often they are evaluated, in one place
 * @param runbooks where the runbook pages are; the page's name is added
 * @param rules one for each
 */
public record BuiltInSettings(
    Duration interval, Optional<URI> runbooks, Map<BuiltIn, BuiltInRule> rules) {
  /** That of rules, too. */
  public static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(15);

  public static final BuiltInSettings DEFAULT =
      new BuiltInSettings(DEFAULT_INTERVAL, Optional.empty(), Map.of());

  /** Longest window: so long facts are kept. */
  public static final Duration MOST_WINDOW = Duration.ofHours(24);

  public BuiltInSettings {
    EnumMap<BuiltIn, BuiltInRule> all = new EnumMap<>(BuiltIn.class);
    Arrays.stream(BuiltIn.values()).forEach(alert -> all.put(alert, alert.defaults()));
    all.putAll(rules);
    rules = Map.copyOf(all);
  }

  public BuiltInRule of(BuiltIn alert) {
    return rules.getOrDefault(alert, alert.defaults());
  }

  /**
   * The settings that decide whether an alert fires, by their full names, as a file has them:
   * {@code built_in_alerts.pipeline_stalled.window} is {@code 5m}. The first is what is compared
   * with, if one is.
   */
  public Map<String, String> deciding(BuiltIn alert) {
    BuiltInRule rule = of(alert);
    Map<String, String> settings = new LinkedHashMap<>();
    String prefix = "built_in_alerts." + alert.code() + ".";
    if (alert.measured()) {
      settings.put(prefix + "threshold", NumberText.of(rule.threshold()));
    }
    if (alert.windowed()) {
      settings.put(prefix + "window", DurationText.of(rule.window()));
    }
    settings.put(prefix + "duration", DurationText.of(rule.duration()));
    settings.put(prefix + "cooldown", DurationText.of(rule.cooldown()));
    settings.put(prefix + "repeat_interval", DurationText.of(rule.repeatInterval()));
    settings.put(prefix + "enabled", Boolean.toString(rule.enabled()));
    return settings;
  }
}
