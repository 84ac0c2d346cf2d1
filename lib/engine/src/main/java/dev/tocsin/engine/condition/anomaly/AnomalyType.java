package dev.tocsin.engine.condition.anomaly;

import dev.tocsin.core.label.LabelShapes;
import dev.tocsin.core.label.Severity;
import dev.tocsin.core.yaml.Fields;
import dev.tocsin.core.yaml.Shape;
import dev.tocsin.engine.rule.RuleShapes;
import dev.tocsin.engine.rule.RuleType;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Rules on values that the past did not lead to expect. */
public final class AnomalyType implements RuleType {
  private static final double DEFAULT_THRESHOLD = 3;
  private static final Duration DEFAULT_HALF_LIFE = Duration.ofHours(1);
  private static final int DEFAULT_MIN_SAMPLES = 30;

  @Override
  public String code() {
    return "anomaly";
  }

  @Override
  public List<String> fields() {
    return List.of(
        "metric_name",
        "threshold",
        "duration",
        "severity",
        "direction",
        "half_life",
        "min_samples");
  }

  @Override
  public Optional<Body> read(Fields fields) {
    Optional<String> metric = fields.required("metric_name", RuleShapes.METRIC_NAME);
    double threshold = fields.optional("threshold", Shape.number(), DEFAULT_THRESHOLD);
    Anomaly.Direction direction =
        fields.optional(
            "direction",
            Shape.oneOf(Anomaly.Direction.class, Anomaly.Direction::code),
            Anomaly.Direction.BOTH);
    Duration halfLife = fields.optional("half_life", Shape.positiveDuration(), DEFAULT_HALF_LIFE);
    int minSamples =
        fields.optional("min_samples", Shape.integer(0, RuleShapes.MAX_LIMIT), DEFAULT_MIN_SAMPLES);
    Duration duration = fields.optional("duration", Shape.duration(), RuleShapes.DEFAULT_DURATION);
    Optional<Severity> severity = fields.required("severity", LabelShapes.SEVERITY);
    if (metric.isEmpty() || severity.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        Body.of(
            Optional.empty(),
            duration,
            new Anomaly(metric.get(), threshold, direction, halfLife, minSamples),
            severity.get()));
  }
}
