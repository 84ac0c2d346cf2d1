package dev.tocsin.engine.rule;

import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.engine.sample.Series;
import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;

/**
 * The rules that take a series, in the order of their rule set. Kept for each series that is known,
 * so that it is as small as can be: a match is made when it is looked at.
 */
final class RuleMatches extends AbstractList<RuleMatch> implements RandomAccess, Series.Derived {
  private final Object ruleSet;
  private final Series series;
  private final List<Placed> rules;
  private final long[] keys;

  /** A rule and its place among all rules of its rule set. */
  record Placed(Rule rule, int place) {}

  /**
   * @param rules those that take the series: one list for all series that have the same
   */
  RuleMatches(Object ruleSet, Series series, List<Placed> rules) {
    this.ruleSet = ruleSet;
    this.series = series;
    this.rules = rules;
    this.keys =
        rules.stream()
            .mapToLong(placed -> placed.rule().key(series.labels()).fingerprint().value())
            .toArray();
  }

  @Override
  public Object from() {
    return ruleSet;
  }

  @Override
  public RuleMatch get(int index) {
    Placed placed = rules.get(index);
    return new RuleMatch(placed.rule(), placed.place(), series, new Fingerprint(keys[index]));
  }

  @Override
  public int size() {
    return keys.length;
  }
}
