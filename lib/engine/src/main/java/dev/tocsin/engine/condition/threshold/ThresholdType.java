package dev.tocsin.engine.condition.threshold;

import dev.tocsin.core.label.LabelShapes;
import dev.tocsin.core.label.Severity;
import dev.tocsin.core.yaml.Fields;
import dev.tocsin.core.yaml.Shape;
import dev.tocsin.engine.rule.Condition;
import dev.tocsin.engine.rule.ForgetAfter;
import dev.tocsin.engine.rule.Operator;
import dev.tocsin.engine.rule.ResolveThreshold;
import dev.tocsin.engine.rule.RuleShapes;
import dev.tocsin.engine.rule.RuleType;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Rules that compare values, or an aggregate of them over a window. */
public final class ThresholdType implements RuleType {
  @Override
  public String code() {
    return "threshold";
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
        "aggregate",
        "window",
        "forget_after");
  }

  @Override
  public Optional<Body> read(Fields fields) {
    Optional<String> metric = fields.required("metric_name", RuleShapes.METRIC_NAME);
    Optional<Operator> operator = fields.required("operator", RuleShapes.OPERATOR);
    Optional<Double> threshold = fields.required("threshold", Shape.number());
    Optional<Double> resolve = ResolveThreshold.read(fields, operator, threshold);
    Optional<Aggregate> aggregate =
        fields.optional("aggregate", Shape.oneOf(Aggregate.class, Aggregate::code));
    Optional<Duration> window = fields.optional("window", Shape.positiveDuration());
    Optional<List<String>> by = fields.optional("by", LabelShapes.LABEL_NAMES);
    Duration duration = fields.optional("duration", Shape.duration(), RuleShapes.DEFAULT_DURATION);
    Optional<Severity> severity = fields.required("severity", LabelShapes.SEVERITY);
    if (!fields.has("aggregate")) {
      needsAggregate(fields, "window", "each sample is compared");
      needsAggregate(fields, "by", "all labels of the series are the key");
      needsAggregate(fields, "forget_after", "a key without samples has no result");
    } else {
      if (!fields.has("window")) {
        fields.problem("aggregate", "aggregate needs a window, such as window: 5m");
      }
      RuleShapes.refuseEquality(fields, operator, "an aggregate");
    }
    if (metric.isEmpty() || operator.isEmpty() || threshold.isEmpty() || severity.isEmpty()) {
      return Optional.empty();
    }
    if (!fields.has("aggregate")) {
      Condition plain = new Threshold(metric.get(), operator.get(), threshold.get(), resolve);
      return Optional.of(Body.of(by, duration, plain, severity.get()));
    }
    if (aggregate.isEmpty() || window.isEmpty()) {
      return Optional.empty();
    }
    WindowThreshold condition =
        new WindowThreshold(
            metric.get(),
            operator.get(),
            threshold.get(),
            resolve,
            aggregate.get(),
            window.get(),
            ForgetAfter.read(fields));
    checkForgetAfter(fields, condition, duration);
    return Optional.of(Body.of(by, duration, condition, severity.get()));
  }

  private static void checkForgetAfter(
      Fields fields, WindowThreshold condition, Duration duration) {
    if (condition.countsWhileKnown()) {
      ForgetAfter.refuseUnlessLonger(fields, condition.forgetAfter(), "window", condition.window());
      ForgetAfter.refuseUnlessLonger(fields, condition.forgetAfter(), "duration", duration);
    } else if (!condition.aggregate().isZeroWithoutValues() && fields.has("forget_after")) {
      fields.problem(
          "forget_after",
          "forget_after is for count and sum, which are 0 without samples: %s has no result then"
              .formatted(condition.aggregate().code()));
    }
  }

  private static void needsAggregate(Fields fields, String field, String without) {
    if (fields.has(field)) {
      fields.problem(field, field + " needs aggregate: without it " + without);
    }
  }
}
