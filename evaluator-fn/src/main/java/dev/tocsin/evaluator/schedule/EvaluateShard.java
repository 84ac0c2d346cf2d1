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
import dev.tocsin.engine.alert.EvaluationSchedule;
import dev.tocsin.engine.alert.AlertKeyRow;
import dev.tocsin.engine.alert.AlertKeyStates;
import dev.tocsin.engine.cursor.PartitionCursors;
import dev.tocsin.engine.evaluation.ScheduledEvaluator;
import dev.tocsin.engine.window.WindowSample;
import dev.tocsin.engine.evaluation.AlertKeySet;
import dev.tocsin.engine.evaluation.PartitionEvaluator;
import dev.tocsin.engine.window.WindowSnapshot;
import dev.tocsin.engine.window.WindowSnapshots;
import dev.tocsin.engine.window.EvaluationShards;
import dev.tocsin.engine.window.LabelIndex;
import dev.tocsin.engine.evaluation.ShardEvaluator;
import dev.tocsin.engine.window.SampleBlock;
import dev.tocsin.engine.window.SampleBlocks;
import dev.tocsin.engine.window.SampleBuffer;
import dev.tocsin.engine.window.SampleBuffer.Waiting;
import dev.tocsin.engine.rule.ScheduledCondition;
import dev.tocsin.engine.rule.Rule;
import dev.tocsin.engine.rule.RuleSet;
import dev.tocsin.engine.rule.RulePart;
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

/** One shard of keys up to the effective time, all or nothing. */
@Singleton
class EvaluateShard {
  private static final Logger LOG = LoggerFactory.getLogger(EvaluateShard.class);

  private final EvaluationShards shards;
  private final SampleBlocks chunks;
  private final WindowSnapshots pages;
  private final LabelIndex directory;
  private final PartitionCursors cursors;
  private final AlertKeyStates keyStates;
  private final SaveEvaluation save;
  private final DeployRules activate;
  private final CurrentSettings settings;
  private final EvaluationMeters meters;
  private final CountEvaluation count;
  private final FaultPoints faults;
  private final IdSource ids;
  private final InstantSource clock;

  /** Rules of which it was told that they have keys without a name: once each. */
  private final Set<RuleId> toldNameless = ConcurrentHashMap.newKeySet();

  /** Rules of which it was told that their windows begin anew: once each. */
  private final Set<RuleId> toldAnew = ConcurrentHashMap.newKeySet();

  EvaluateShard(
      EvaluationShards shards,
      SampleBlocks chunks,
      WindowSnapshots pages,
      LabelIndex directory,
      PartitionCursors cursors,
      AlertKeyStates keyStates,
      SaveEvaluation save,
      DeployRules activate,
      CurrentSettings settings,
      EvaluationMeters meters,
      CountEvaluation count,
      FaultPoints faults,
      IdSource ids,
      InstantSource clock) {
    this.shards = shards;
    this.chunks = chunks;
    this.pages = pages;
    this.directory = directory;
    this.cursors = cursors;
    this.keyStates = keyStates;
    this.save = save;
    this.activate = activate;
    this.settings = settings;
    this.meters = meters;
    this.count = count;
    this.faults = faults;
    this.ids = ids;
    this.clock = clock;
  }

  /** The steps on whose grids no point lies from one time on and before another. */
  static Set<Duration> stepsNotPassed(RuleSet book, Instant from, Instant before) {
    return book.rules().stream()
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
  Set<Lane> run(int shard, RuleSet book, Instant effective) {
    Optional<Instant> claimed = shards.claim(shard);
    if (claimed.isEmpty() || !claimed.get().isBefore(effective)) {
      return Set.of();
    }
    Instant judgedBefore = claimed.get();
    cursors.take(
        keyStates.due(shard, effective).stream()
            .flatMap(row -> row.partition().stream())
            .collect(Collectors.toSet()));
    activate.require(book);
    Set<Lane> lanes = judge(shard, book, judgedBefore, effective);
    shards.judged(List.of(shard), effective);
    faults.reach(FaultPoint.BEFORE_COMMIT);
    return lanes;
  }

  private Set<Lane> judge(int shard, RuleSet book, Instant judgedBefore, Instant effective) {
    List<AlertKeyRow> due = keyStates.due(shard, effective);
    List<SampleBlock> taken =
        chunks.load(shard, stepsNotPassed(book, judgedBefore, effective), effective);
    Map<Rule, List<WindowSample>> samples = new HashMap<>();
    List<SampleBlock> left = new ArrayList<>();
    SeriesPartitions places = new SeriesPartitions();
    for (SampleBlock chunk : taken) {
      rest(chunk, book, effective, samples, places).ifPresent(left::add);
    }

    Set<Rule> rules = new HashSet<>(samples.keySet());
    pages.due(shard, effective).forEach(part -> book.find(part).ifPresent(rules::add));
    due.stream()
        .filter(row -> row.partition().isEmpty())
        .forEach(row -> book.find(row.ruleId(), row.labels()).ifPresent(rules::add));

    Map<RulePart, List<AlertKeyRow>> rows =
        keyStates.inShard(shard, rules.stream().map(Rule::id).distinct().toList()).stream()
            .collect(groupingBy(row -> part(book, row)));
    Map<Fingerprint, AlertKeyRow> known = new HashMap<>();
    due.forEach(row -> known.put(row.fingerprint(), row));
    rows.values().forEach(all -> all.forEach(row -> known.put(row.fingerprint(), row)));
    AlertKeySet keys = new AlertKeySet(known, Map.of(), ids);
    faults.reach(FaultPoint.AFTER_LOAD);

    ScheduledEvaluator.passTime(
        keys,
        due.stream().filter(row -> row.partition().isPresent()).toList(),
        book::find,
        judgedBefore,
        effective);
    List<ShardEvaluator> judged = judge(shard, book, rules, rows, keys, judgedBefore);
    for (ShardEvaluator rule : judged) {
      List<WindowSample> own = samples.getOrDefault(rule.rule(), new ArrayList<>());
      own.sort(Comparator.comparingLong(WindowSample::passed));
      rule.judge(own, effective);
      tellNameless(rule);
      tellAnew(rule);
    }

    chunks.remove(taken);
    chunks.add(left);
    savePages(shard, judged);
    Instant now = clock.instant();
    Set<Lane> lanes = save.save(keys, now);
    count.shard(shard, judged, places, now);
    meters.grid(judged, keys);
    return lanes;
  }

  private void tellNameless(ShardEvaluator rule) {
    if (!rule.nameless().isEmpty() && toldNameless.add(rule.rule().id())) {
      LOG.warn(
          "rule {}: the labels of its keys {} are missing from grid_key; these are not judged until a sample names them again, which is tried once a day",
          rule.rule().id().value(),
          rule.nameless().stream().limit(10).toList());
    }
  }

  private void tellAnew(ShardEvaluator rule) {
    if (rule.beginsAnew() && toldAnew.add(rule.rule().id())) {
      LOG.warn(
          "rule {}: what its windows held was stored by another version of Tocsin, and they begin anew",
          rule.rule().id().value());
    }
  }

  private static RulePart part(RuleSet book, AlertKeyRow row) {
    return book.find(row.ruleId(), row.labels())
        .map(Rule::part)
        .orElseGet(() -> new RulePart(row.ruleId(), ""));
  }

  /** Sorts a chunk's samples into those that are needed now and those that stay. */
  private static Optional<SampleBlock> rest(
      SampleBlock chunk,
      RuleSet book,
      Instant effective,
      Map<Rule, List<WindowSample>> samples,
      SeriesPartitions places) {
    List<Waiting> stay = new ArrayList<>();
    int source = PartitionEvaluator.source(chunk.partition());
    for (Waiting one : SampleBuffer.read(chunk.samples(), source, book)) {
      if (one.sample().passed() < effective.toEpochMilli()) {
        samples.computeIfAbsent(one.rule(), rule -> new ArrayList<>()).add(one.sample());
        places.seen(one.sample().series(), chunk.partition());
      } else {
        stay.add(one);
      }
    }
    return stay.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new SampleBlock(
                chunk.step(),
                chunk.shard(),
                chunk.partition(),
                chunk.offset(),
                Instant.ofEpochMilli(stay.getFirst().sample().passed()),
                SampleBuffer.write(stay, book)));
  }

  private List<ShardEvaluator> judge(
      int shard,
      RuleSet book,
      Set<Rule> rules,
      Map<RulePart, List<AlertKeyRow>> rows,
      AlertKeySet keys,
      Instant judgedBefore) {
    if (rules.isEmpty()) {
      return List.of();
    }
    List<RulePart> parts = rules.stream().map(Rule::part).toList();
    Map<RulePart, WindowSnapshot> remembered =
        pages.load(shard, parts).stream().collect(toMap(WindowSnapshot::rule, page -> page));
    AlertKeysElsewhere elsewhere = new AlertKeysElsewhere(pages, shard, parts);
    List<ShardEvaluator> judged = new ArrayList<>();
    for (Rule rule : book.rules()) {
      if (rules.contains(rule)) {
        ShardEvaluator one =
            new ShardEvaluator(
                rule,
                shard,
                Optional.ofNullable(remembered.get(rule.part())),
                keys,
                rows.getOrDefault(rule.part(), List.of()),
                directory,
                settings.now().dedupWindow(),
                judgedBefore);
        one.countElsewhere(() -> elsewhere.of(rule.part()));
        judged.add(one);
      }
    }
    return judged;
  }

  private void savePages(int shard, List<ShardEvaluator> judged) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    List<WindowSnapshot> kept = new ArrayList<>();
    List<RulePart> gone = new ArrayList<>();
    Set<Fingerprint> needed = new HashSet<>();
    for (ShardEvaluator rule : judged) {
      Optional<WindowSnapshot> page = rule.page(today);
      page.ifPresentOrElse(kept::add, () -> gone.add(rule.rule().part()));
      needed.addAll(rule.neededSince(today));
    }
    pages.save(kept);
    pages.remove(shard, gone);
    directory.needed(needed, today);
  }
}
