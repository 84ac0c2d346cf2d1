package dev.tocsin.evaluator.schedule;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import dev.tocsin.core.identity.IdSource;
import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.setting.CurrentSettings;
import dev.tocsin.engine.alert.AlertKeyRow;
import dev.tocsin.engine.alert.AlertKeyStates;
import dev.tocsin.engine.alert.EvaluationSchedule;
import dev.tocsin.engine.evaluation.AlertKeySet;
import dev.tocsin.engine.evaluation.ShardEvaluator;
import dev.tocsin.engine.rule.Rule;
import dev.tocsin.engine.rule.RulePart;
import dev.tocsin.engine.rule.RuleSet;
import dev.tocsin.engine.rule.ScheduledCondition;
import dev.tocsin.engine.window.LabelIndex;
import dev.tocsin.engine.window.SampleBlock;
import dev.tocsin.engine.window.SampleBlocks;
import dev.tocsin.engine.window.SampleBuffer;
import dev.tocsin.engine.window.SampleBuffer.Waiting;
import dev.tocsin.engine.window.WindowSample;
import dev.tocsin.engine.window.WindowSnapshot;
import dev.tocsin.engine.window.WindowSnapshots;
import dev.tocsin.evaluator.builtin.SeriesPartitions;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Loads what is due in a shard: samples, rows, and the state of windows. */
@Singleton
class LoadShard {
  private final SampleBlocks blocks;
  private final WindowSnapshots snapshots;
  private final LabelIndex labelIndex;
  private final AlertKeyStates alertKeyStates;
  private final CurrentSettings settings;
  private final IdSource ids;

  LoadShard(
      SampleBlocks blocks,
      WindowSnapshots snapshots,
      LabelIndex labelIndex,
      AlertKeyStates alertKeyStates,
      CurrentSettings settings,
      IdSource ids) {
    this.blocks = blocks;
    this.snapshots = snapshots;
    this.labelIndex = labelIndex;
    this.alertKeyStates = alertKeyStates;
    this.settings = settings;
    this.ids = ids;
  }

  /** The steps on whose schedules no point lies from one time on and before another. */
  static Set<Duration> stepsNotPassed(RuleSet ruleSet, Instant from, Instant before) {
    return ruleSet.rules().stream()
        .filter(rule -> rule.condition() instanceof ScheduledCondition)
        .map(ScheduledCondition::stepOf)
        .distinct()
        .filter(step -> EvaluationSchedule.lastBefore(before, step).isBefore(from))
        .collect(Collectors.toSet());
  }

  /** Loads within the transaction that has claimed the shard. */
  LoadedShard load(int shard, RuleSet ruleSet, Instant evaluatedBefore, Instant watermark) {
    List<AlertKeyRow> due = alertKeyStates.due(shard, watermark);
    List<SampleBlock> taken =
        blocks.load(shard, stepsNotPassed(ruleSet, evaluatedBefore, watermark), watermark);
    Map<Rule, List<WindowSample>> samples = new HashMap<>();
    List<SampleBlock> left = new ArrayList<>();
    SeriesPartitions partitions = new SeriesPartitions();
    for (SampleBlock block : taken) {
      rest(block, ruleSet, watermark, samples, partitions).ifPresent(left::add);
    }
    Set<Rule> rules = rules(shard, ruleSet, samples.keySet(), due, watermark);
    Map<RulePart, List<AlertKeyRow>> rows =
        alertKeyStates.inShard(shard, rules.stream().map(Rule::id).distinct().toList()).stream()
            .collect(groupingBy(row -> part(ruleSet, row)));
    Map<Fingerprint, AlertKeyRow> known = new HashMap<>();
    due.forEach(row -> known.put(row.fingerprint(), row));
    rows.values().forEach(all -> all.forEach(row -> known.put(row.fingerprint(), row)));
    AlertKeySet keys = new AlertKeySet(known, Map.of(), ids);
    return new LoadedShard(
        shard,
        due,
        taken,
        left,
        samples,
        partitions,
        keys,
        evaluators(shard, ruleSet, rules, rows, keys, evaluatedBefore));
  }

  /** The scheduled rules that have samples, a snapshot or a row that is due. */
  private Set<Rule> rules(
      int shard, RuleSet ruleSet, Set<Rule> withSamples, List<AlertKeyRow> due, Instant watermark) {
    Set<Rule> rules = new HashSet<>(withSamples);
    snapshots.due(shard, watermark).forEach(part -> ruleSet.find(part).ifPresent(rules::add));
    due.stream()
        .filter(row -> row.partition().isEmpty())
        .forEach(row -> ruleSet.find(row.ruleId(), row.labels()).ifPresent(rules::add));
    return rules;
  }

  private static RulePart part(RuleSet ruleSet, AlertKeyRow row) {
    return ruleSet
        .find(row.ruleId(), row.labels())
        .map(Rule::part)
        .orElseGet(() -> new RulePart(row.ruleId(), ""));
  }

  /** Sorts a block's samples into those that are needed now and those that stay. */
  private static Optional<SampleBlock> rest(
      SampleBlock block,
      RuleSet ruleSet,
      Instant watermark,
      Map<Rule, List<WindowSample>> samples,
      SeriesPartitions partitions) {
    List<Waiting> stay = new ArrayList<>();
    for (Waiting waiting : SampleBuffer.read(block.samples(), ruleSet)) {
      if (waiting.sample().passed() < watermark.toEpochMilli()) {
        samples.computeIfAbsent(waiting.rule(), rule -> new ArrayList<>()).add(waiting.sample());
        partitions.seen(waiting.sample().series(), block.partition());
      } else {
        stay.add(waiting);
      }
    }
    return stay.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new SampleBlock(
                block.step(),
                block.shard(),
                block.partition(),
                block.offset(),
                Instant.ofEpochMilli(stay.getFirst().sample().passed()),
                SampleBuffer.write(stay, ruleSet)));
  }

  private List<ShardEvaluator> evaluators(
      int shard,
      RuleSet ruleSet,
      Set<Rule> rules,
      Map<RulePart, List<AlertKeyRow>> rows,
      AlertKeySet keys,
      Instant evaluatedBefore) {
    if (rules.isEmpty()) {
      return List.of();
    }
    List<RulePart> parts = rules.stream().map(Rule::part).toList();
    Map<RulePart, WindowSnapshot> stored =
        snapshots.load(shard, parts).stream()
            .collect(toMap(WindowSnapshot::rule, snapshot -> snapshot));
    AlertKeysElsewhere elsewhere = new AlertKeysElsewhere(snapshots, shard, parts);
    List<ShardEvaluator> evaluators = new ArrayList<>();
    for (Rule rule : ruleSet.rules()) {
      if (rules.contains(rule)) {
        ShardEvaluator evaluator =
            new ShardEvaluator(
                rule,
                shard,
                Optional.ofNullable(stored.get(rule.part())),
                keys,
                rows.getOrDefault(rule.part(), List.of()),
                labelIndex,
                settings.now().naming(),
                evaluatedBefore);
        evaluator.countElsewhere(() -> elsewhere.of(rule.part()));
        evaluators.add(evaluator);
      }
    }
    return evaluators;
  }
}
