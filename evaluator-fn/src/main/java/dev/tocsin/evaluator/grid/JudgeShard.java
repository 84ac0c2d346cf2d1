package dev.tocsin.evaluator.grid;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import dev.tocsin.core.fault.FaultPoint;
import dev.tocsin.core.fault.FaultPoints;
import dev.tocsin.core.identity.IdSource;
import dev.tocsin.core.identity.RuleId;
import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.outbox.Lane;
import dev.tocsin.core.setting.CurrentSettings;
import dev.tocsin.engine.alert.Grid;
import dev.tocsin.engine.alert.KeyRow;
import dev.tocsin.engine.alert.KeyStates;
import dev.tocsin.engine.cursor.PartitionCursors;
import dev.tocsin.engine.evaluation.GridJudge;
import dev.tocsin.engine.evaluation.GridSample;
import dev.tocsin.engine.evaluation.KeySet;
import dev.tocsin.engine.evaluation.PartitionJudge;
import dev.tocsin.engine.grid.GridPage;
import dev.tocsin.engine.grid.GridPages;
import dev.tocsin.engine.grid.GridShards;
import dev.tocsin.engine.grid.KeyDirectory;
import dev.tocsin.engine.grid.RuleInShard;
import dev.tocsin.engine.grid.SampleChunk;
import dev.tocsin.engine.grid.SampleChunks;
import dev.tocsin.engine.grid.WaitingSamples;
import dev.tocsin.engine.grid.WaitingSamples.Waiting;
import dev.tocsin.engine.rule.GridCondition;
import dev.tocsin.engine.rule.Rule;
import dev.tocsin.engine.rule.RuleBook;
import dev.tocsin.engine.rule.RulePart;
import dev.tocsin.evaluator.builtin.CountEvaluation;
import dev.tocsin.evaluator.builtin.SeriesPlaces;
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
class JudgeShard {
  private static final Logger LOG = LoggerFactory.getLogger(JudgeShard.class);

  private final GridShards shards;
  private final SampleChunks chunks;
  private final GridPages pages;
  private final KeyDirectory directory;
  private final PartitionCursors cursors;
  private final KeyStates keyStates;
  private final SaveEvaluation save;
  private final ActivateRules activate;
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

  JudgeShard(
      GridShards shards,
      SampleChunks chunks,
      GridPages pages,
      KeyDirectory directory,
      PartitionCursors cursors,
      KeyStates keyStates,
      SaveEvaluation save,
      ActivateRules activate,
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
  static Set<Duration> stepsNotPassed(RuleBook book, Instant from, Instant before) {
    return book.rules().stream()
        .filter(rule -> rule.condition() instanceof GridCondition)
        .map(GridCondition::stepOf)
        .distinct()
        .filter(step -> Grid.lastBefore(before, step).isBefore(from))
        .collect(Collectors.toSet());
  }

  /**
   * Part of a transaction. Returns the lanes that have something to send; does nothing when another
   * instance has the shard.
   */
  Set<Lane> run(int shard, RuleBook book, Instant effective) {
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

  private Set<Lane> judge(int shard, RuleBook book, Instant judgedBefore, Instant effective) {
    List<KeyRow> due = keyStates.due(shard, effective);
    List<SampleChunk> taken =
        chunks.load(shard, stepsNotPassed(book, judgedBefore, effective), effective);
    Map<Rule, List<GridSample>> samples = new HashMap<>();
    List<SampleChunk> left = new ArrayList<>();
    SeriesPlaces places = new SeriesPlaces();
    for (SampleChunk chunk : taken) {
      rest(chunk, book, effective, samples, places).ifPresent(left::add);
    }

    Set<Rule> rules = new HashSet<>(samples.keySet());
    pages.due(shard, effective).forEach(part -> book.find(part).ifPresent(rules::add));
    due.stream()
        .filter(row -> row.partition().isEmpty())
        .forEach(row -> book.find(row.ruleId(), row.labels()).ifPresent(rules::add));

    Map<RulePart, List<KeyRow>> rows =
        keyStates.inShard(shard, rules.stream().map(Rule::id).distinct().toList()).stream()
            .collect(groupingBy(row -> part(book, row)));
    Map<Fingerprint, KeyRow> known = new HashMap<>();
    due.forEach(row -> known.put(row.fingerprint(), row));
    rows.values().forEach(all -> all.forEach(row -> known.put(row.fingerprint(), row)));
    KeySet keys = new KeySet(known, Map.of(), ids);
    faults.reach(FaultPoint.AFTER_LOAD);

    GridJudge.passTime(
        keys,
        due.stream().filter(row -> row.partition().isPresent()).toList(),
        book::find,
        judgedBefore,
        effective);
    List<RuleInShard> judged = judge(shard, book, rules, rows, keys, judgedBefore);
    for (RuleInShard rule : judged) {
      List<GridSample> own = samples.getOrDefault(rule.rule(), new ArrayList<>());
      own.sort(Comparator.comparingLong(GridSample::passed));
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

  private void tellNameless(RuleInShard rule) {
    if (!rule.nameless().isEmpty() && toldNameless.add(rule.rule().id())) {
      LOG.warn(
          "rule {}: the labels of its keys {} are missing from grid_key; these are not judged until a sample names them again, which is tried once a day",
          rule.rule().id().value(),
          rule.nameless().stream().limit(10).toList());
    }
  }

  private void tellAnew(RuleInShard rule) {
    if (rule.beginsAnew() && toldAnew.add(rule.rule().id())) {
      LOG.warn(
          "rule {}: what its windows held was stored by another version of Tocsin, and they begin anew",
          rule.rule().id().value());
    }
  }

  private static RulePart part(RuleBook book, KeyRow row) {
    return book.find(row.ruleId(), row.labels())
        .map(Rule::part)
        .orElseGet(() -> new RulePart(row.ruleId(), ""));
  }

  /** Sorts a chunk's samples into those that are needed now and those that stay. */
  private static Optional<SampleChunk> rest(
      SampleChunk chunk,
      RuleBook book,
      Instant effective,
      Map<Rule, List<GridSample>> samples,
      SeriesPlaces places) {
    List<Waiting> stay = new ArrayList<>();
    int source = PartitionJudge.source(chunk.partition());
    for (Waiting one : WaitingSamples.read(chunk.samples(), source, book)) {
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
            new SampleChunk(
                chunk.step(),
                chunk.shard(),
                chunk.partition(),
                chunk.offset(),
                Instant.ofEpochMilli(stay.getFirst().sample().passed()),
                WaitingSamples.write(stay, book)));
  }

  private List<RuleInShard> judge(
      int shard,
      RuleBook book,
      Set<Rule> rules,
      Map<RulePart, List<KeyRow>> rows,
      KeySet keys,
      Instant judgedBefore) {
    if (rules.isEmpty()) {
      return List.of();
    }
    List<RulePart> parts = rules.stream().map(Rule::part).toList();
    Map<RulePart, GridPage> remembered =
        pages.load(shard, parts).stream().collect(toMap(GridPage::rule, page -> page));
    KeysOutside elsewhere = new KeysOutside(pages, shard, parts);
    List<RuleInShard> judged = new ArrayList<>();
    for (Rule rule : book.rules()) {
      if (rules.contains(rule)) {
        RuleInShard one =
            new RuleInShard(
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

  private void savePages(int shard, List<RuleInShard> judged) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    List<GridPage> kept = new ArrayList<>();
    List<RulePart> gone = new ArrayList<>();
    Set<Fingerprint> needed = new HashSet<>();
    for (RuleInShard rule : judged) {
      Optional<GridPage> page = rule.page(today);
      page.ifPresentOrElse(kept::add, () -> gone.add(rule.rule().part()));
      needed.addAll(rule.neededSince(today));
    }
    pages.save(kept);
    pages.remove(shard, gone);
    directory.needed(needed, today);
  }
}
