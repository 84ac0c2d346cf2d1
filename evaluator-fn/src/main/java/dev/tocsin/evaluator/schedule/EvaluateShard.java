package dev.tocsin.evaluator.schedule;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import dev.tocsin.core.fault.FaultPoint;
import dev.tocsin.core.fault.FaultPoints;
import dev.tocsin.core.identity.IdSource;
import dev.tocsin.core.identity.RuleId;
import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.outbox.Lane;
import dev.tocsin.core.setting.CurrentSettings;
import dev.tocsin.engine.alert.AlertKeyRow;
import dev.tocsin.engine.alert.AlertKeyStates;
import dev.tocsin.engine.alert.EvaluationSchedule;
import dev.tocsin.engine.cursor.PartitionCursors;
import dev.tocsin.engine.evaluation.AlertKeySet;
import dev.tocsin.engine.evaluation.PartitionEvaluator;
import dev.tocsin.engine.evaluation.ScheduledEvaluator;
import dev.tocsin.engine.evaluation.ShardEvaluator;
import dev.tocsin.engine.rule.Rule;
import dev.tocsin.engine.rule.RulePart;
import dev.tocsin.engine.rule.RuleSet;
import dev.tocsin.engine.rule.ScheduledCondition;
import dev.tocsin.engine.window.EvaluationShards;
import dev.tocsin.engine.window.LabelIndex;
import dev.tocsin.engine.window.SampleBlock;
import dev.tocsin.engine.window.SampleBlocks;
import dev.tocsin.engine.window.SampleBuffer;
import dev.tocsin.engine.window.SampleBuffer.Waiting;
import dev.tocsin.engine.window.WindowSample;
import dev.tocsin.engine.window.WindowSnapshot;
import dev.tocsin.engine.window.WindowSnapshots;
import dev.tocsin.evaluator.builtin.CountEvaluation;
import dev.tocsin.evaluator.builtin.SeriesPartitions;
import dev.tocsin.evaluator.save.EvaluationMeters;
import dev.tocsin.evaluator.save.SaveEvaluation;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One shard of keys up to the watermark, all or nothing. */
@Singleton
class EvaluateShard {
  private static final Logger LOG = LoggerFactory.getLogger(EvaluateShard.class);

  private final EvaluationShards shards;
  private final SampleBlocks blocks;
  private final WindowSnapshots snapshots;
  private final LabelIndex labelIndex;
  private final PartitionCursors cursors;
  private final AlertKeyStates alertKeyStates;
  private final SaveEvaluation save;
  private final DeployRules activate;
  private final CurrentSettings settings;
  private final EvaluationMeters meters;
  private final CountEvaluation count;
  private final FaultPoints faults;
  private final IdSource ids;
  private final InstantSource clock;

  /** Rules of which it was reported that they have keys without a name: once each. */
  private final Set<RuleId> loggedNameless = ConcurrentHashMap.newKeySet();

  /** Rules of which it was reported that their windows begin anew: once each. */
  private final Set<RuleId> loggedAnew = ConcurrentHashMap.newKeySet();

  EvaluateShard(
      EvaluationShards shards,
      SampleBlocks blocks,
      WindowSnapshots snapshots,
      LabelIndex labelIndex,
      PartitionCursors cursors,
      AlertKeyStates alertKeyStates,
      SaveEvaluation save,
      DeployRules activate,
      CurrentSettings settings,
      EvaluationMeters meters,
      CountEvaluation count,
      FaultPoints faults,
      IdSource ids,
      InstantSource clock) {
    this.shards = shards;
    this.blocks = blocks;
    this.snapshots = snapshots;
    this.labelIndex = labelIndex;
    this.cursors = cursors;
    this.alertKeyStates = alertKeyStates;
    this.save = save;
    this.activate = activate;
    this.settings = settings;
    this.meters = meters;
    this.count = count;
    this.faults = faults;
    this.ids = ids;
    this.clock = clock;
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

  /**
   * Part of a transaction. Returns the lanes that have something to send; does nothing when another
   * instance has the shard.
   */
  Set<Lane> run(int shard, RuleSet ruleSet, Instant watermark) {
    Optional<Instant> claimed = shards.claim(shard);
    if (claimed.isEmpty() || !claimed.get().isBefore(watermark)) {
      return Set.of();
    }
    Instant evaluatedBefore = claimed.get();
    cursors.take(
        alertKeyStates.due(shard, watermark).stream()
            .flatMap(row -> row.partition().stream())
            .collect(Collectors.toSet()));
    activate.require(ruleSet);
    Set<Lane> lanes = evaluate(shard, ruleSet, evaluatedBefore, watermark);
    shards.evaluated(List.of(shard), watermark);
    faults.reach(FaultPoint.BEFORE_COMMIT);
    return lanes;
  }

  private Set<Lane> evaluate(
      int shard, RuleSet ruleSet, Instant evaluatedBefore, Instant watermark) {
    List<AlertKeyRow> due = alertKeyStates.due(shard, watermark);
    List<SampleBlock> taken =
        blocks.load(shard, stepsNotPassed(ruleSet, evaluatedBefore, watermark), watermark);
    Map<Rule, List<WindowSample>> samples = new HashMap<>();
    List<SampleBlock> left = new ArrayList<>();
    SeriesPartitions places = new SeriesPartitions();
    for (SampleBlock block : taken) {
      rest(block, ruleSet, watermark, samples, places).ifPresent(left::add);
    }

    Set<Rule> rules = new HashSet<>(samples.keySet());
    snapshots.due(shard, watermark).forEach(part -> ruleSet.find(part).ifPresent(rules::add));
    due.stream()
        .filter(row -> row.partition().isEmpty())
        .forEach(row -> ruleSet.find(row.ruleId(), row.labels()).ifPresent(rules::add));

    Map<RulePart, List<AlertKeyRow>> rows =
        alertKeyStates.inShard(shard, rules.stream().map(Rule::id).distinct().toList()).stream()
            .collect(groupingBy(row -> part(ruleSet, row)));
    Map<Fingerprint, AlertKeyRow> known = new HashMap<>();
    due.forEach(row -> known.put(row.fingerprint(), row));
    rows.values().forEach(all -> all.forEach(row -> known.put(row.fingerprint(), row)));
    AlertKeySet keys = new AlertKeySet(known, Map.of(), ids);
    faults.reach(FaultPoint.AFTER_LOAD);

    ScheduledEvaluator.passTime(
        keys,
        due.stream().filter(row -> row.partition().isPresent()).toList(),
        ruleSet::find,
        evaluatedBefore,
        watermark);
    List<ShardEvaluator> evaluated = evaluate(shard, ruleSet, rules, rows, keys, evaluatedBefore);
    for (ShardEvaluator rule : evaluated) {
      List<WindowSample> own = samples.getOrDefault(rule.rule(), new ArrayList<>());
      own.sort(Comparator.comparingLong(WindowSample::passed));
      rule.evaluate(own, watermark);
      tellNameless(rule);
      tellAnew(rule);
    }

    blocks.remove(taken);
    blocks.add(left);
    savePages(shard, evaluated);
    Instant now = clock.instant();
    Set<Lane> lanes = save.save(keys, now);
    count.shard(shard, evaluated, places, now);
    meters.schedule(evaluated, keys);
    return lanes;
  }

  private void tellNameless(ShardEvaluator rule) {
    if (!rule.nameless().isEmpty() && loggedNameless.add(rule.rule().id())) {
      LOG.warn(
          "rule {}: the labels of its keys {} are missing from label_index; these are not evaluated until a sample names them again, which is tried once a day",
          rule.rule().id().value(),
          rule.nameless().stream().limit(10).toList());
    }
  }

  private void tellAnew(ShardEvaluator rule) {
    if (rule.beginsAnew() && loggedAnew.add(rule.rule().id())) {
      LOG.warn(
          "rule {}: what its windows held was stored by another version of Tocsin, and they begin anew",
          rule.rule().id().value());
    }
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
      SeriesPartitions places) {
    List<Waiting> stay = new ArrayList<>();
    int source = PartitionEvaluator.source(block.partition());
    for (Waiting waiting : SampleBuffer.read(block.samples(), source, ruleSet)) {
      if (waiting.sample().passed() < watermark.toEpochMilli()) {
        samples.computeIfAbsent(waiting.rule(), rule -> new ArrayList<>()).add(waiting.sample());
        places.seen(waiting.sample().series(), block.partition());
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

  private List<ShardEvaluator> evaluate(
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
    Map<RulePart, WindowSnapshot> remembered =
        snapshots.load(shard, parts).stream()
            .collect(toMap(WindowSnapshot::rule, snapshot -> snapshot));
    AlertKeysElsewhere elsewhere = new AlertKeysElsewhere(snapshots, shard, parts);
    List<ShardEvaluator> evaluated = new ArrayList<>();
    for (Rule rule : ruleSet.rules()) {
      if (rules.contains(rule)) {
        ShardEvaluator waiting =
            new ShardEvaluator(
                rule,
                shard,
                Optional.ofNullable(remembered.get(rule.part())),
                keys,
                rows.getOrDefault(rule.part(), List.of()),
                labelIndex,
                settings.now().dedupWindow(),
                evaluatedBefore);
        waiting.countElsewhere(() -> elsewhere.of(rule.part()));
        evaluated.add(waiting);
      }
    }
    return evaluated;
  }

  private void savePages(int shard, List<ShardEvaluator> evaluated) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    List<WindowSnapshot> kept = new ArrayList<>();
    List<RulePart> gone = new ArrayList<>();
    Set<Fingerprint> needed = new HashSet<>();
    for (ShardEvaluator rule : evaluated) {
      Optional<WindowSnapshot> snapshot = rule.snapshot(today);
      snapshot.ifPresentOrElse(kept::add, () -> gone.add(rule.rule().part()));
      needed.addAll(rule.neededSince(today));
    }
    snapshots.save(kept);
    snapshots.remove(shard, gone);
    labelIndex.needed(needed, today);
  }
}
