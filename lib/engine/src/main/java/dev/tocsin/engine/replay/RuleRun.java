package dev.tocsin.engine.replay;

import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.setting.AlertNaming;
import dev.tocsin.engine.alert.Transition;
import dev.tocsin.engine.evaluation.PartitionEvaluator;
import dev.tocsin.engine.rule.Ignored;
import dev.tocsin.engine.rule.Rule;
import dev.tocsin.engine.rule.ScheduledCondition;
import dev.tocsin.engine.window.AlertKeyStep;
import dev.tocsin.engine.window.WindowInstances;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;

/** What the passing of time brings about for one rule, or a part of one. */
sealed interface RuleRun {
  Rule rule();

  /**
   * The first evaluation time, not before {@code from}, at which something may happen; milliseconds
   * since 1970.
   */
  OptionalLong next(long from);

  /** Evaluates an evaluation time of the rule's group, and returns what happened. */
  List<TransitionLine> evaluate(long evaluationTime);

  /** A scheduled rule. */
  final class Scheduled implements RuleRun {
    private final WindowInstances keys;
    private final Map<Fingerprint, Rule.Key> names = new HashMap<>();

    Scheduled(Rule rule, AlertNaming naming) {
      keys = new WindowInstances(rule, naming, keys -> names);
      if (rule.condition() instanceof ScheduledCondition condition) {
        condition.expected().forEach(labels -> name(rule.key(labels)));
      }
    }

    private void name(Rule.Key key) {
      names.put(key.fingerprint(), key);
    }

    /** Makes all keys known that the rule expects. */
    void expect(long at) {
      keys.expect(keys.expected(), at);
    }

    /** Takes a sample that the rule selects. */
    void take(PartitionEvaluator.Scheduled waiting) {
      if (!names.containsKey(waiting.match().key())) {
        name(waiting.match().named());
      }
      keys.take(waiting.sample());
    }

    /** The first evaluation time of the rule's group, not before {@code from}. */
    long first(long from) {
      long interval = rule().group().interval().toMillis();
      return Math.ceilDiv(from, interval) * interval;
    }

    Ignored ignored() {
      return keys.ignored();
    }

    @Override
    public Rule rule() {
      return keys.rule();
    }

    @Override
    public OptionalLong next(long from) {
      return keys.next(from);
    }

    @Override
    public List<TransitionLine> evaluate(long evaluationTime) {
      List<TransitionLine> lines = new ArrayList<>();
      for (AlertKeyStep happened : keys.evaluate(evaluationTime)) {
        Rule.Key key = Objects.requireNonNull(names.get(happened.key()));
        for (Transition transition : happened.step().transitions()) {
          lines.add(new TransitionLine(rule().id(), key.labels(), transition));
        }
      }
      return lines;
    }
  }

  /** A per-sample rule. */
  record AtSamples(Rule rule, SampleRules keys) implements RuleRun {
    @Override
    public OptionalLong next(long from) {
      return keys.next(rule.id());
    }

    @Override
    public List<TransitionLine> evaluate(long evaluationTime) {
      return keys.evaluate(rule, evaluationTime);
    }
  }
}
