package dev.tocsin.evaluator.save;

import dev.tocsin.core.identity.RuleId;
import dev.tocsin.engine.evaluation.AlertKeyTransition;
import dev.tocsin.engine.evaluation.PartitionEvaluator;
import dev.tocsin.engine.evaluation.ShardEvaluator;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.Collection;

/** Counts what the evaluator took, ignored and decided. */
@Singleton
public class EvaluationMeters {
  private static final String LATE = "tocsin.samples.late";
  private static final String BEYOND_LIMIT = "tocsin.samples.beyond.limit";
  private static final String NAMELESS = "tocsin.keys.nameless";

  private final MeterRegistry registry;

  EvaluationMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  /** A batch of so many samples. */
  public void batch(int samples, PartitionEvaluator evaluator) {
    registry.counter("tocsin.samples").increment(samples);
    evaluator.late().forEach((rule, number) -> count(LATE, rule, number));
    evaluator.beyondLimit().forEach((rule, number) -> count(BEYOND_LIMIT, rule, number));
  }

  /** What was evaluated on a schedule. */
  public void schedule(Collection<ShardEvaluator> rules) {
    for (ShardEvaluator rule : rules) {
      count(LATE, rule.rule().id(), rule.late());
      count(BEYOND_LIMIT, rule.rule().id(), rule.beyondLimit());
      count(NAMELESS, rule.rule().id(), rule.nameless().size());
    }
  }

  /** What happened to keys. */
  void transitions(Collection<AlertKeyTransition> transitions) {
    transitions.forEach(change ->
        registry
            .counter(
                "tocsin.transitions",
                "to",
                change.transition().to().code(),
                "reason",
                change.transition().reason().code())
            .increment());
  }

  /** Alerts without a live key that were ended. */
  void orphaned(int alerts) {
    registry.counter("tocsin.alerts.orphaned").increment(alerts);
  }

  private void count(String name, RuleId rule, long number) {
    if (number > 0) {
      registry.counter(name, "rule_id", rule.value()).increment((double) number);
    }
  }
}
