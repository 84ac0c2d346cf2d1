package dev.tocsin.evaluator.batch;

import dev.tocsin.core.evaluation.KeySet;
import dev.tocsin.core.evaluation.PartitionJudge;
import dev.tocsin.core.rule.RuleId;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.Map;

/** Counts what the evaluator took, ignored and decided. */
@Singleton
class EvaluationMeters {
  private final MeterRegistry registry;

  EvaluationMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  void batch(ReadRecords.Reading reading, PartitionJudge judge, KeySet keys) {
    registry.counter("tocsin.samples").increment(reading.samples().size());
    count("tocsin.samples.late", judge.late());
    count("tocsin.samples.beyond.limit", judge.beyondLimit());
    keys.transitions()
        .forEach(change ->
            registry
                .counter(
                    "tocsin.transitions",
                    "to",
                    change.transition().to().code(),
                    "reason",
                    change.transition().reason().code())
                .increment());
  }

  private void count(String name, Map<RuleId, Integer> counts) {
    counts.forEach(
        (rule, count) -> registry.counter(name, "rule_id", rule.value()).increment(count));
  }
}
