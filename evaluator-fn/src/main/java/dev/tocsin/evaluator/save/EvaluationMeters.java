package dev.tocsin.evaluator.save;

import dev.tocsin.core.identity.RuleId;
import dev.tocsin.engine.evaluation.AlertKeyTransition;
import dev.tocsin.engine.evaluation.PartitionEvaluator;
import dev.tocsin.engine.evaluation.ShardEvaluator;
import dev.tocsin.engine.rule.Ignored;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.Collection;

/** Counts what the evaluator took, ignored and decided. */
@Singleton
public class EvaluationMeters {
  private static final String LATE = "tocsin.samples.late";
  private static final String IGNORED = "tocsin.samples.ignored";
  private static final String NAMELESS = "tocsin.keys.nameless";

  private final MeterRegistry registry;

  EvaluationMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  /** A batch of so many samples. */
  public void batch(int samples, PartitionEvaluator evaluator) {
    registry.counter("tocsin.samples").increment(samples);
    registry.counter(LATE).increment((double) evaluator.clocks().late());
    evaluator.ignored().forEach(this::ignored);
  }

  /** What was evaluated on a schedule. */
  public void schedule(Collection<ShardEvaluator> rules) {
    for (ShardEvaluator rule : rules) {
      ignored(rule.rule().id(), rule.ignored());
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

  private void ignored(RuleId rule, Ignored ignored) {
    ignored
        .byCode()
        .forEach((reason, number) ->
            registry
                .counter(IGNORED, "rule_id", rule.value(), "reason", reason)
                .increment((double) number));
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
