package dev.tocsin.engine.condition.threshold;

import dev.tocsin.core.unit.Unit;
import dev.tocsin.engine.rule.ConditionResult;
import dev.tocsin.engine.rule.InstantCondition;
import dev.tocsin.engine.rule.Operator;
import java.util.List;

/** {@code value operator threshold}, evaluated at each sample. */
public record Threshold(String metric, Operator comparison, double threshold)
    implements InstantCondition {
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
    return ConditionResult.of(comparison.holds(value, threshold), value);
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
