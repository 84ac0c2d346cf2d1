package dev.tocsin.core.replay;

import dev.tocsin.core.evaluation.GridKeys;
import dev.tocsin.core.rule.Rule;
import java.util.List;
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
  record OnGrid(GridKeys keys) implements RuleRun {
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
      return keys.judge(gridPoint).stream()
          .map(one -> new Line(one.rule().id(), one.key().labels(), one.transition()))
          .toList();
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
