package dev.tocsin.core.rule;

import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.sample.Series;
import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;

/**
 * The rules that take a series, in the order of their book. Kept for each series that is known, so
 * that it is as small as can be: a match is made when it is looked at.
 */
final class Matches extends AbstractList<Match> implements RandomAccess, Series.Derived {
  private final Object book;
  private final Series series;
  private final Rule[] rules;
  private final int[] places;
  private final long[] keys;

  /**
   * @param rules those that take the series
   * @param places of the rules in the book
   */
  Matches(Object book, Series series, List<Rule> rules, List<Integer> places) {
    this.book = book;
    this.series = series;
    this.rules = rules.toArray(Rule[]::new);
    this.places = places.stream().mapToInt(Integer::intValue).toArray();
    this.keys =
        rules.stream().mapToLong(rule -> rule.key(series.labels()).fingerprint().value()).toArray();
  }

  @Override
  public Object from() {
    return book;
  }

  @Override
  public Match get(int index) {
    return new Match(rules[index], places[index], series, new Fingerprint(keys[index]));
  }

  @Override
  public int size() {
    return keys.length;
  }
}
