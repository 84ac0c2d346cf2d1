package dev.tocsin.engine.evaluation;

import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.setting.AlertNaming;
import dev.tocsin.engine.alert.AlertKeyRow;
import dev.tocsin.engine.rule.Ignored;
import dev.tocsin.engine.rule.Rule;
import dev.tocsin.engine.state.StateReader;
import dev.tocsin.engine.state.StateWriter;
import dev.tocsin.engine.window.AlertKeyLabels;
import dev.tocsin.engine.window.AlertKeyStep;
import dev.tocsin.engine.window.WindowInstances;
import dev.tocsin.engine.window.WindowSample;
import dev.tocsin.engine.window.WindowSnapshot;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.IntSupplier;

/** The keys of a rule in one shard, from what is stored to what is to be stored. */
public final class ShardEvaluator {
  private final Rule rule;
  private final int shard;
  private final WindowInstances keys;
  private final Names names;
  private final AlertKeySet rows;
  private final Optional<LocalDate> named;
  private boolean beginsAnew;
  private long time;

  /** Remembers the names that were asked for. */
  private static final class Names implements AlertKeyLabels {
    private final AlertKeyLabels all;
    private final Map<Fingerprint, Rule.Key> known = new HashMap<>();

    Names(AlertKeyLabels all) {
      this.all = all;
    }

    @Override
    public Map<Fingerprint, Rule.Key> find(Collection<Fingerprint> wanted) {
      List<Fingerprint> missing = wanted.stream().filter(key -> !known.containsKey(key)).toList();
      if (!missing.isEmpty()) {
        known.putAll(all.find(missing));
      }
      return known;
    }
  }

  /**
   * @param snapshot what was remembered of the keys, if anything was
   * @param rows takes up what happens; has the rule's rows of this shard
   * @param ofRule these rows
   * @param evaluatedBefore evaluation times before it are evaluated
   */
  public ShardEvaluator(
      Rule rule,
      int shard,
      Optional<WindowSnapshot> snapshot,
      AlertKeySet rows,
      Collection<AlertKeyRow> ofRule,
      AlertKeyLabels names,
      AlertNaming naming,
      Instant evaluatedBefore) {
    this.rule = rule;
    this.shard = shard;
    this.rows = rows;
    this.names = new Names(names);
    this.keys = new WindowInstances(rule, naming, this.names);
    this.named = snapshot.map(WindowSnapshot::named);
    this.time = evaluatedBefore.toEpochMilli();
    snapshot.ifPresent(this::read);
    ofRule.forEach(row -> keys.resume(row.fingerprint(), row.state()));
  }

  private void read(WindowSnapshot snapshot) {
    StateReader in = new StateReader(snapshot.memory());
    time = Math.max(time, in.epoch());
    beginsAnew = !keys.read(in);
  }

  /** How many of the rule's keys are in other shards: asked at new keys. */
  public void countElsewhere(IntSupplier keysElsewhere) {
    keys.countElsewhere(keysElsewhere);
  }

  /** Makes the keys of the shard known that the rule expects, as if seen at this time. */
  public void expect(Instant at) {
    time = Math.max(time, at.toEpochMilli());
    keys.expect(
        keys.expected().stream().filter(key -> key.shard() == shard).toList(), at.toEpochMilli());
  }

  /**
   * Takes samples and evaluates the evaluation times before {@code watermark}.
   *
   * @param samples in the order in which the watermark passed for them
   */
  public void evaluate(List<WindowSample> samples, Instant watermark) {
    for (WindowSample sample : samples) {
      passTime(sample.passed());
      keys.take(sample);
    }
    passTime(watermark.toEpochMilli());
  }

  private void passTime(long watermark) {
    if (time >= watermark) {
      return;
    }
    for (OptionalLong next = keys.next(time);
        next.isPresent() && next.getAsLong() < watermark;
        next = keys.next(time)) {
      Instant evaluationTime = Instant.ofEpochMilli(next.getAsLong());
      for (AlertKeyStep happened : keys.evaluate(next.getAsLong())) {
        rows.apply(rule, row(happened.key()), happened.step(), evaluationTime);
      }
      time = next.getAsLong() + 1;
    }
    time = watermark;
  }

  private AlertKeyRow row(Fingerprint key) {
    return rows.row(key)
        .orElseGet(() ->
            AlertKeyRow.none(
                key,
                rule.id(),
                Optional.empty(),
                Optional.ofNullable(names.known.get(key)).orElseThrow().labels()));
  }

  /** What is to be remembered; nothing when the rule has no key and waits for a sample. */
  public Optional<WindowSnapshot> snapshot(LocalDate today) {
    OptionalLong next = keys.nextEvaluation(time);
    if (next.isEmpty() && keys.remembered().isEmpty() && keys.counted() == 0) {
      return Optional.empty();
    }
    StateWriter out = new StateWriter(time);
    keys.write(out);
    return Optional.of(
        new WindowSnapshot(
            rule.part(),
            shard,
            out.toBytes(),
            keys.counted(),
            next.isPresent()
                ? Optional.of(Instant.ofEpochMilli(next.getAsLong()))
                : Optional.empty(),
            today));
  }

  /** The keys whose names are needed and of which this was not said today. */
  public Set<Fingerprint> neededSince(LocalDate today) {
    return named.equals(Optional.of(today)) ? Set.of() : Set.copyOf(keys.remembered());
  }

  public Rule rule() {
    return rule;
  }

  /** Whether another version of Tocsin had written what was remembered, so that it is lost. */
  public boolean beginsAnew() {
    return beginsAnew;
  }

  /** Samples that were ignored. */
  public Ignored ignored() {
    return keys.ignored();
  }

  /** Keys that could not be evaluated, since their labels are not known. */
  public Set<Fingerprint> nameless() {
    return keys.nameless();
  }
}
