package dev.tocsin.evaluator.schedule;

import dev.tocsin.engine.alert.AlertKeyRow;
import dev.tocsin.engine.evaluation.AlertKeySet;
import dev.tocsin.engine.evaluation.ScheduledEvaluator;
import dev.tocsin.engine.evaluation.ShardEvaluator;
import dev.tocsin.engine.rule.Rule;
import dev.tocsin.engine.rule.RuleSet;
import dev.tocsin.engine.window.SampleBlock;
import dev.tocsin.engine.window.WindowSample;
import dev.tocsin.evaluator.builtin.SeriesPartitions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * A shard with all that is due in it.
 *
 * @param due the rows of keys that time alone may change
 * @param taken the blocks of samples that are needed now
 * @param left what of them is needed later, as new blocks
 * @param samples by rule, those that are needed now
 * @param keys the stored keys, as evaluating changes them
 * @param rules the scheduled rules that have something due
 */
record LoadedShard(
    int shard,
    List<AlertKeyRow> due,
    List<SampleBlock> taken,
    List<SampleBlock> left,
    Map<Rule, List<WindowSample>> samples,
    SeriesPartitions partitions,
    AlertKeySet keys,
    List<ShardEvaluator> rules) {
  /**
   * Evaluates what lies before the watermark: per-sample rules by time alone, then scheduled ones.
   */
  void evaluate(RuleSet ruleSet, Instant evaluatedBefore, Instant watermark) {
    ScheduledEvaluator.passTime(
        keys,
        due.stream().filter(row -> row.partition().isPresent()).toList(),
        ruleSet::find,
        evaluatedBefore,
        watermark);
    for (ShardEvaluator rule : rules) {
      List<WindowSample> own = samples.getOrDefault(rule.rule(), new ArrayList<>());
      own.sort(Comparator.comparingLong(WindowSample::passed));
      rule.evaluate(own, watermark);
    }
  }
}
