package dev.tocsin.engine.condition.threshold;

import dev.tocsin.core.unit.Unit;
import dev.tocsin.engine.rule.ConditionResult;
import dev.tocsin.engine.rule.InstantCondition;
import dev.tocsin.engine.rule.Operator;
import java.util.List;
import java.util.Optional;

/** {@code value operator threshold}, evaluated at each sample. */
public record Threshold(
    String metric, Operator comparison, double threshold, Optional<Double> resolveThreshold)
    implements InstantCondition {
  /** The same threshold for all keys. */
  public Threshold(String metric, Operator comparison, double threshold) {
    this(metric, comparison, threshold, Optional.empty());
  }

  @Override
  public List<String> metrics() {
    return List.of(metric);
  }

  @Override
  public String operator() {
    return comparison.symbol();
  }

  @Override
  public ConditionResult evaluate(double value) {
    return ConditionResult.compared(value, comparison, threshold, resolveThreshold);
  }

  @Override
  public Unit unit() {
    return Unit.ofMetric(metric);
  }

  @Override
  public List<String> identity() {
    return List.of("threshold", metric, operator());
  }
}
