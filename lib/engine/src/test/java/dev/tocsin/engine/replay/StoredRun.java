package dev.tocsin.engine.replay;

import static java.util.stream.Collectors.groupingBy;

import com.google.protobuf.ByteString;
import dev.tocsin.core.identity.RuleId;
import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.setting.AlertNaming;
import dev.tocsin.engine.alert.AlertKeyRow;
import dev.tocsin.engine.cursor.PartitionCursor;
import dev.tocsin.engine.cursor.PartitionId;
import dev.tocsin.engine.evaluation.AlertKeySet;
import dev.tocsin.engine.evaluation.PartitionEvaluator;
import dev.tocsin.engine.evaluation.ScheduledEvaluator;
import dev.tocsin.engine.evaluation.ShardEvaluator;
import dev.tocsin.engine.rule.Ignored;
import dev.tocsin.engine.rule.MatchedSample;
import dev.tocsin.engine.rule.Rule;
import dev.tocsin.engine.rule.RuleSet;
import dev.tocsin.engine.rule.ScheduledCondition;
import dev.tocsin.engine.sample.Sample;
import dev.tocsin.engine.window.SampleBuffer;
import dev.tocsin.engine.window.SampleBuffer.Waiting;
import dev.tocsin.engine.window.WindowSample;
import dev.tocsin.engine.window.WindowSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Plays samples as the evaluator does it: each sample in a transaction of its own, each shard that
 * the watermark has passed in another one, and between them nothing but what is stored.
 */
final class StoredRun {
  private static final PartitionId PARTITION = new PartitionId("metrics", 0);
  private static final LocalDate TODAY = LocalDate.EPOCH;

  private final RuleSet ruleSet;
  private final Duration lateness;
  private final Consumer<TransitionLine> lines;
  private final Map<Fingerprint, AlertKeyRow> rows = new HashMap<>();
  private final Map<Fingerprint, Rule.Key> names = new HashMap<>();
  private final Map<Place, WindowSnapshot> snapshots = new HashMap<>();
  private final List<ByteString> buffer = new ArrayList<>();
  private Optional<Instant> eventTime = Optional.empty();
  private Instant evaluatedBefore = Instant.EPOCH;
  private Ignored ignored = Ignored.NONE;

  private record Place(Rule rule, int shard) {}

  StoredRun(RuleSet ruleSet, Duration lateness, Consumer<TransitionLine> lines) {
    this.ruleSet = ruleSet;
    this.lateness = lateness;
    this.lines = lines;
  }

  void accept(Sample sample) {
    boolean isFirst = eventTime.isEmpty();
    AlertKeySet keys = keys();
    PartitionEvaluator evaluator =
        new PartitionEvaluator(
            new PartitionCursor(PARTITION, 0, eventTime, Optional.empty()),
            keys,
            shard -> evaluatedBefore,
            lateness,
            AlertNaming.DEFAULT);
    evaluator.accept(new MatchedSample(sample, ruleSet.matches(sample.series())), Long.MAX_VALUE);
    eventTime = evaluator.eventTime();
    store(keys);
    List<Waiting> waiting = new ArrayList<>();
    for (PartitionEvaluator.Scheduled scheduled : evaluator.takeScheduled()) {
      names.put(scheduled.match().key(), scheduled.match().named());
      waiting.add(new Waiting(scheduled.match().rule(), scheduled.sample()));
    }
    if (!waiting.isEmpty()) {
      buffer.add(SampleBuffer.write(waiting, ruleSet));
    }
    evaluator.ignored().values().forEach(this::count);
    if (isFirst) {
      expect(sample.timestamp());
    }
    passTime(eventTime.orElseThrow().minus(lateness));
  }

  private void count(Ignored more) {
    ignored = ignored.plus(more);
  }

  private void expect(Instant at) {
    for (Rule rule : ruleSet.rules()) {
      if (rule.condition() instanceof ScheduledCondition condition) {
        condition.expected().stream().map(rule::key).forEach(k -> names.put(k.fingerprint(), k));
        condition.expected().stream()
            .map(labels -> rule.key(labels).fingerprint().shard())
            .distinct()
            .forEach(shard -> {
              ShardEvaluator evaluator = evaluator(new Place(rule, shard), keys());
              evaluator.expect(at);
              snapshot(new Place(rule, shard), evaluator);
            });
      }
    }
  }

  /** The watermark is there: every shard is evaluated up to it. */
  void passTime(Instant watermark) {
    if (watermark.isBefore(evaluatedBefore)) {
      return;
    }
    AlertKeySet keys = keys();
    ScheduledEvaluator.passTime(
        keys,
        rows.values().stream().filter(row -> row.partition().isPresent()).toList(),
        ruleSet::find,
        evaluatedBefore,
        watermark);
    store(keys);

    List<Waiting> taken = new ArrayList<>();
    buffer.forEach(block -> taken.addAll(SampleBuffer.read(block, ruleSet)));
    buffer.clear();
    Map<Place, List<Waiting>> samples =
        taken.stream().collect(groupingBy(w -> new Place(w.rule(), w.sample().key().shard())));
    Set<Place> places = new HashSet<>(samples.keySet());
    places.addAll(snapshots.keySet());
    for (AlertKeyRow row : rows.values()) {
      if (row.partition().isEmpty()) {
        Rule rule = ruleSet.find(row.ruleId(), row.labels()).orElseThrow();
        places.add(new Place(rule, row.fingerprint().shard()));
      }
    }
    for (Place place : places) {
      AlertKeySet ofShard = keys();
      ShardEvaluator evaluator = evaluator(place, ofShard);
      List<WindowSample> ofPlace =
          samples.getOrDefault(place, List.of()).stream().map(Waiting::sample).toList();
      evaluator.evaluate(ofPlace, watermark);
      store(ofShard);
      snapshot(place, evaluator);
      count(evaluator.ignored());
    }
    evaluatedBefore = watermark;
  }

  private ShardEvaluator evaluator(Place place, AlertKeySet keys) {
    ShardEvaluator evaluator =
        new ShardEvaluator(
            place.rule(),
            place.shard(),
            Optional.ofNullable(snapshots.get(place)),
            keys,
            rows.values().stream()
                .filter(row -> row.ruleId().equals(place.rule().id()))
                .filter(row -> row.fingerprint().shard() == place.shard())
                .toList(),
            wanted -> names,
            AlertNaming.DEFAULT,
            evaluatedBefore);
    evaluator.countElsewhere(() ->
        snapshots.entrySet().stream()
            .filter(other -> !other.getKey().equals(place))
            .filter(other -> other.getKey().rule().equals(place.rule()))
            .mapToInt(other -> other.getValue().keys())
            .sum());
    return evaluator;
  }

  private void snapshot(Place place, ShardEvaluator evaluator) {
    snapshots.remove(place);
    evaluator.snapshot(TODAY).ifPresent(snapshot -> snapshots.put(place, snapshot));
  }

  private AlertKeySet keys() {
    Map<RuleId, Integer> counts =
        rows.values().stream()
            .collect(Collectors.toMap(AlertKeyRow::ruleId, row -> 1, Integer::sum));
    return new AlertKeySet(rows, counts, UUID::randomUUID);
  }

  private void store(AlertKeySet keys) {
    keys.forgotten().forEach(row -> rows.remove(row.fingerprint()));
    keys.changed().forEach(row -> rows.put(row.fingerprint(), row));
    keys.transitions()
        .forEach(change ->
            lines.accept(
                new TransitionLine(
                    change.row().ruleId(), change.row().labels(), change.transition())));
  }

  Ignored ignored() {
    return ignored;
  }
}
