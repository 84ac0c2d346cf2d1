package dev.tocsin.engine.condition.rate;

import dev.tocsin.core.label.LabelShapes;
import dev.tocsin.core.label.Severity;
import dev.tocsin.core.yaml.Fields;
import dev.tocsin.core.yaml.Shape;
import dev.tocsin.engine.rule.Operator;
import dev.tocsin.engine.rule.ResolveThreshold;
import dev.tocsin.engine.rule.RuleShapes;
import dev.tocsin.engine.rule.RuleType;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Rules on how fast a metric grows. */
public final class RateType implements RuleType {
  private static final Duration DEFAULT_WINDOW = Duration.ofMinutes(5);

  @Override
  public String code() {
    return "rate";
  }

  @Override
  public List<String> fields() {
    return List.of(
        "metric_name",
        "operator",
        "threshold",
        "resolve_threshold",
        "by",
        "duration",
        "severity",
        "window",
        "mode",
        "ratio_to");
  }

  @Override
  public Optional<Body> read(Fields fields) {
    Optional<String> metric = fields.required("metric_name", RuleShapes.METRIC_NAME);
    Optional<Operator> operator = fields.required("operator", RuleShapes.OPERATOR);
    Optional<Double> threshold = fields.required("threshold", Shape.number());
    Optional<Double> resolve = ResolveThreshold.read(fields, operator, threshold);
    Duration window = fields.optional("window", Shape.positiveDuration(), DEFAULT_WINDOW);
    Rate.Mode mode =
        fields.optional("mode", Shape.oneOf(Rate.Mode.class, Rate.Mode::code), Rate.Mode.COUNTER);
    Optional<String> ratioTo = fields.optional("ratio_to", RuleShapes.METRIC_NAME);
    Optional<List<String>> by = fields.optional("by", LabelShapes.LABEL_NAMES);
    Duration duration = fields.optional("duration", Shape.duration(), RuleShapes.DEFAULT_DURATION);
    Optional<Severity> severity = fields.required("severity", LabelShapes.SEVERITY);
    RuleShapes.refuseEquality(fields, operator, "a rate");
    if (metric.isEmpty() || operator.isEmpty() || threshold.isEmpty() || severity.isEmpty()) {
      return Optional.empty();
    }
    Rate rate =
        new Rate(metric.get(), operator.get(), threshold.get(), resolve, mode, ratioTo, window);
    return Optional.of(Body.of(by, duration, rate, severity.get()));
  }
}
