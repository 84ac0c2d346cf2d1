package dev.tocsin.engine.replay;

import dev.tocsin.core.identity.RuleId;
import dev.tocsin.core.setting.AlertNaming;
import dev.tocsin.engine.evaluation.PartitionEvaluator;
import dev.tocsin.engine.rule.Ignored;
import dev.tocsin.engine.rule.MatchedSample;
import dev.tocsin.engine.rule.Rule;
import dev.tocsin.engine.rule.RuleMatch;
import dev.tocsin.engine.rule.RuleSet;
import dev.tocsin.engine.rule.ScheduledCondition;
import dev.tocsin.engine.sample.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Plays samples through rules in the order given, with empty state, as one partition without a
 * clock (docs/rules.md, "Backtests"). Not for several threads.
 */
public final class Replay {
  private static final long NEVER = Long.MAX_VALUE;

  private final RuleSet ruleSet;
  private final long allowedLateness;
  private final Consumer<TransitionLine> lines;
  private final SampleRules atSamples;

  /** By the rule's place. */
  private final List<RuleRun> runs = new ArrayList<>();

  private final List<RuleRun.Scheduled> scheduled = new ArrayList<>();
  private final BitSet matched = new BitSet();
  private final Map<RuleId, Long> cameBack = new HashMap<>();
  private long newest = Long.MIN_VALUE;
  private long watermark = Long.MIN_VALUE;

  /** The first evaluation time at which something may happen. */
  private long next = NEVER;

  /**
   * @param lines gets every transition as it happens
   */
  public Replay(
      RuleSet ruleSet,
      Duration allowedLateness,
      AlertNaming naming,
      Consumer<TransitionLine> lines) {
    this.ruleSet = ruleSet;
    this.allowedLateness = allowedLateness.toMillis();
    this.lines = lines;
    this.atSamples = new SampleRules(allowedLateness, naming);
    for (Rule rule : ruleSet.rules()) {
      if (rule.condition() instanceof ScheduledCondition) {
        RuleRun.Scheduled run = new RuleRun.Scheduled(rule, naming);
        scheduled.add(run);
        runs.add(run);
      } else {
        runs.add(new RuleRun.AtSamples(rule, atSamples));
      }
    }
  }

  /** The next sample. */
  public void accept(Sample sample) {
    accept(List.of(sample));
  }

  /** The next samples: faster than one at a time. */
  public void accept(List<Sample> samples) {
    List<MatchedSample> all = ruleSet.taken(samples);
    for (MatchedSample taken : all) {
      for (RuleMatch match : taken.matches()) {
        matched.set(match.place());
      }
    }
    all.forEach(this::accept);
  }

  private void accept(MatchedSample taken) {
    Sample sample = taken.sample();
    boolean isFirst = newest == Long.MIN_VALUE;
    newest = Math.max(newest, sample.at());
    passTime(newest - allowedLateness);
    if (isFirst) {
      scheduled.forEach(keys -> keys.expect(sample.at()));
      scheduled.forEach(keys -> wakeAt(keys.next(watermark).orElse(NEVER)));
    }
    wakeAt(atSamples.take(taken, watermark, this::happened));
    for (PartitionEvaluator.Scheduled waiting : atSamples.scheduled()) {
      if (runs.get(waiting.match().place()) instanceof RuleRun.Scheduled keys) {
        keys.take(waiting);
        wakeAt(keys.first(watermark));
      }
    }
  }

  private void wakeAt(long evaluationTime) {
    next = Math.min(next, evaluationTime);
  }

  /** Lets time pass, without a sample. */
  public void passTime(Instant until) {
    passTime(until.toEpochMilli());
  }

  private void passTime(long until) {
    while (next < until) {
      long evaluationTime = next;
      next = NEVER;
      for (RuleRun run : runs) {
        if (evaluationTime % run.rule().group().interval().toMillis() == 0) {
          run.evaluate(evaluationTime).forEach(this::happened);
        }
        wakeAt(run.next(evaluationTime + 1).orElse(NEVER));
      }
    }
    watermark = Math.max(watermark, until);
  }

  /** Samples that each rule ignored. */
  public Map<RuleId, Ignored> ignored() {
    Map<RuleId, Ignored> all = new HashMap<>(atSamples.ignored());
    scheduled.forEach(keys -> all.merge(keys.rule().id(), keys.ignored(), Ignored::plus));
    all.values().removeIf(Ignored::isEmpty);
    return all;
  }

  /** How many keys of each rule were resolved for want of data and came back. */
  public Map<RuleId, Long> cameBack() {
    return Map.copyOf(cameBack);
  }

  private void happened(TransitionLine line) {
    if (line.transition().cameBack()) {
      cameBack.merge(line.ruleId(), 1L, Long::sum);
    }
    lines.accept(line);
  }

  /** The rules that took no sample at all, in their order. */
  public List<RuleId> withoutSamples() {
    Set<RuleId> all = new LinkedHashSet<>();
    ruleSet.rules().forEach(rule -> all.add(rule.id()));
    matched.stream().forEach(place -> all.remove(ruleSet.rules().get(place).id()));
    return List.copyOf(all);
  }
}
