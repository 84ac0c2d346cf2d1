package dev.tocsin.core.rule;

import dev.tocsin.core.yaml.Fields;
import dev.tocsin.core.yaml.Shape;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads one rule (rules-spec section 2). */
final class RuleReader {
  private static final Duration DEFAULT_DURATION = Duration.ofSeconds(60);
  private static final Duration DEFAULT_COOLDOWN = Duration.ofMinutes(5);
  private static final Duration DEFAULT_STALE_AFTER = Duration.ofMinutes(5);
  private static final int DEFAULT_MAX_KEYS = 10_000;
  private static final int DEFAULT_MAX_SERIES = 1_000;
  private static final int MAX_LIMIT = 10_000_000;

  /** Fields that rules of one type only have, and the type. */
  private static final Map<String, String> OF_OTHER_TYPES = new LinkedHashMap<>();

  static {
    for (String field : List.of("mode", "ratio_to")) {
      OF_OTHER_TYPES.put(field, "rate");
    }
    for (String field : List.of("expected", "forget_after")) {
      OF_OTHER_TYPES.put(field, "absence");
    }
    for (String field : List.of("direction", "half_life", "min_samples", "method")) {
      OF_OTHER_TYPES.put(field, "anomaly");
    }
    for (String field : List.of("objective", "errors", "total", "min_total", "windows")) {
      OF_OTHER_TYPES.put(field, "burn_rate");
    }
  }

  private enum Type {
    THRESHOLD,
    RATE,
    ABSENCE,
    ANOMALY,
    BURN_RATE;

    String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Fields fields;
  private final RuleGroup group;

  RuleReader(Fields fields, RuleGroup group) {
    this.fields = fields;
    this.group = group;
  }

  /** The rule; empty when it has faults. */
  Optional<Rule> read(Optional<String> id) {
    Optional<String> name = fields.required("name", RuleShapes.NAME);
    String description = fields.optional("description", RuleShapes.DESCRIPTION, "");
    boolean threshold = readType() == Type.THRESHOLD;
    Optional<String> metric = whenThreshold(threshold, "metric_name", RuleShapes.METRIC_NAME);
    List<Matcher> matchers =
        new ArrayList<>(fields.optional("filters", RuleShapes.FILTERS, List.of()));
    matchers.addAll(fields.optional("matchers", RuleShapes.MATCHERS, List.of()));
    Optional<Operator> operator = whenThreshold(threshold, "operator", RuleShapes.OPERATOR);
    Optional<Double> limit = whenThreshold(threshold, "threshold", Shape.number());
    Timing timing = readTiming();
    Optional<Severity> severity = whenThreshold(threshold, "severity", RuleShapes.SEVERITY);
    Map<String, String> labels = fields.optional("labels", RuleShapes.LABELS, Map.of());
    Map<String, String> annotations =
        fields.optional("annotations", RuleShapes.ANNOTATIONS, Map.of());
    Optional<URI> runbook = fields.optional("runbook_url", RuleShapes.WEB_ADDRESS);
    int maxKeys = fields.optional("max_keys", Shape.integer(1, MAX_LIMIT), DEFAULT_MAX_KEYS);
    fields.optional("max_series_per_key", Shape.integer(1, MAX_LIMIT), DEFAULT_MAX_SERIES);
    refuseWindow(threshold);
    refuseOtherTypes(threshold);
    return fields.build(() ->
        new Rule(
                new RuleId(id.orElseThrow()),
                name.orElseThrow(),
                description,
                group,
                metric.orElseThrow(),
                matchers,
                new Condition.Threshold(operator.orElseThrow(), limit.orElseThrow()),
                timing,
                severity.orElseThrow(),
                labels,
                annotations,
                runbook,
                maxKeys,
                "")
            .identified());
  }

  private Type readType() {
    Type type = fields.optional("type", Shape.oneOf(Type.class, Type::code), Type.THRESHOLD);
    if (type != Type.THRESHOLD) {
      fields.fault(
          "type",
          "type \"" + type.code() + "\" is not supported yet by this version: only threshold is");
    }
    return type;
  }

  /** A field that every threshold has; rules of other types are refused without asking for it. */
  private <T> Optional<T> whenThreshold(boolean threshold, String name, Shape<T> shape) {
    return threshold ? fields.required(name, shape) : fields.optional(name, shape);
  }

  private Timing readTiming() {
    return new Timing(
        fields.optional("duration", Shape.duration(), DEFAULT_DURATION),
        fields.optional("keep_firing_for", Shape.duration(), Duration.ZERO),
        fields.optional("cooldown", Shape.duration(), DEFAULT_COOLDOWN),
        fields.optional("stale_after", Shape.duration(), DEFAULT_STALE_AFTER),
        fields.optional("on_no_data", RuleShapes.ON_NO_DATA, Timing.OnNoData.RESOLVE));
  }

  private void refuseWindow(boolean threshold) {
    boolean aggregate = fields.has("aggregate");
    if (aggregate) {
      fields.fault(
          "aggregate", "aggregate is not supported yet by this version: only plain thresholds are");
    }
    boolean window = fields.has("window");
    boolean by = fields.has("by");
    if (threshold && !aggregate) {
      if (window) {
        fields.fault("window", "window needs aggregate: without it each sample is compared");
      }
      if (by) {
        fields.fault("by", "by needs aggregate: without it all labels of the series are the key");
      }
    }
  }

  private void refuseOtherTypes(boolean threshold) {
    OF_OTHER_TYPES.forEach((field, type) -> {
      if (fields.has(field) && threshold) {
        fields.fault(field, field + " is a field of rules of type " + type + ", not of threshold");
      }
    });
  }
}
