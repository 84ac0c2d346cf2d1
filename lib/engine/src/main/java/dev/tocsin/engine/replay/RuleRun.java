package dev.tocsin.engine.replay;

import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.engine.alert.Transition;
import dev.tocsin.engine.evaluation.GridKeys;
import dev.tocsin.engine.evaluation.KeyStep;
import dev.tocsin.engine.evaluation.PartitionJudge;
import dev.tocsin.engine.rule.GridCondition;
import dev.tocsin.engine.rule.Rule;
import java.time.Duration;
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
   * The first grid point, not before {@code from}, at which something may happen; milliseconds
   * since 1970.
   */
  OptionalLong next(long from);

  /** Judges a grid point of the rule's group, and returns what happened. */
  List<Line> judge(long gridPoint);

  /** A rule that is judged on the grid. */
  final class OnGrid implements RuleRun {
    private final GridKeys keys;
    private final Map<Fingerprint, Rule.Key> names = new HashMap<>();

    OnGrid(Rule rule, Duration dedupWindow) {
      keys = new GridKeys(rule, dedupWindow, keys -> names);
      if (rule.condition() instanceof GridCondition condition) {
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
    void take(PartitionJudge.OnGrid waiting) {
      if (!names.containsKey(waiting.match().key())) {
        name(waiting.match().named());
      }
      keys.take(waiting.sample());
    }

    /** The first grid point of the rule's group, not before {@code from}. */
    long first(long from) {
      long interval = rule().group().interval().toMillis();
      return Math.ceilDiv(from, interval) * interval;
    }

    long late() {
      return keys.late();
    }

    long beyondLimit() {
      return keys.beyondLimit();
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
    public List<Line> judge(long gridPoint) {
      List<Line> lines = new ArrayList<>();
      for (KeyStep one : keys.judge(gridPoint)) {
        Rule.Key key = Objects.requireNonNull(names.get(one.key()));
        for (Transition transition : one.step().transitions()) {
          lines.add(new Line(rule().id(), key.labels(), transition));
        }
      }
      return lines;
    }
  }

  /** A rule that is judged at samples. */
  record AtSamples(Rule rule, SampleRules keys) implements RuleRun {
    @Override
    public OptionalLong next(long from) {
      return keys.next(rule.id());
    }

    @Override
    public List<Line> judge(long gridPoint) {
      return keys.judge(rule, gridPoint);
    }
  }
}
