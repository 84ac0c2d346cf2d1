package dev.tocsin.engine.rule;

import dev.tocsin.core.label.Labels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The rules of one metric. A rule that asks a label for certain values is looked up by these: under
 * that label of its own for which the rules of the metric name most values. All others are looked
 * at each time.
 */
final class RuleIndex {
  private static final int[] NONE = {};

  private final Rule[] rules;
  private final int[] unindexed;
  private final List<Index> indexes = new ArrayList<>();

  /** Ascending places of rules by the value of one label. */
  private record Index(String label, Map<String, int[]> places) {}

  RuleIndex(List<Rule> rules) {
    this.rules = rules.toArray(Rule[]::new);
    Map<String, Set<String>> values = new HashMap<>();
    for (Rule rule : rules) {
      rule.matchers().forEach(matcher -> note(values, matcher));
    }
    Map<String, Map<String, List<Integer>>> byLabel = new HashMap<>();
    List<Integer> others = new ArrayList<>();
    for (int place = 0; place < this.rules.length; place++) {
      Optional<Matcher.OneOf> filter = mostSelective(this.rules[place], values);
      if (filter.isEmpty()) {
        others.add(place);
        continue;
      }
      var places = byLabel.computeIfAbsent(filter.get().name(), name -> new HashMap<>());
      for (String text : filter.get().texts()) {
        places.computeIfAbsent(text, value -> new ArrayList<>()).add(place);
      }
    }
    unindexed = ascending(others);
    byLabel.forEach((label, places) -> indexes.add(index(label, places)));
  }

  private static void note(Map<String, Set<String>> values, Matcher matcher) {
    if (matcher instanceof Matcher.OneOf(String name, Set<String> texts)) {
      values.computeIfAbsent(name, label -> new HashSet<>()).addAll(texts);
    }
  }

  private static Optional<Matcher.OneOf> mostSelective(Rule rule, Map<String, Set<String>> values) {
    return rule.matchers().stream()
        .filter(Matcher.OneOf.class::isInstance)
        .map(Matcher.OneOf.class::cast)
        .max(
            Comparator.comparingInt(
                    (Matcher.OneOf filter) -> values.getOrDefault(filter.name(), Set.of()).size())
                .thenComparing(Matcher.OneOf::name));
  }

  private static Index index(String label, Map<String, List<Integer>> places) {
    Map<String, int[]> index = new HashMap<>();
    places.forEach((value, list) -> index.put(value, ascending(list)));
    return new Index(label, index);
  }

  private static int[] ascending(List<Integer> places) {
    return places.stream().mapToInt(Integer::intValue).sorted().toArray();
  }

  void forEachMatch(Labels series, Consumer<Rule> visitor) {
    int place = next(series, -1);
    while (place < rules.length) {
      Rule rule = rules[place];
      if (rule.selects(series)) {
        visitor.accept(rule);
      }
      place = next(series, place);
    }
  }

  /** The first place after {@code place} that may match; the number of rules if there is none. */
  private int next(Labels series, int place) {
    int next = after(unindexed, place);
    for (int at = 0; at < indexes.size(); at++) {
      Index index = indexes.get(at);
      int[] places = index.places().getOrDefault(series.get(index.label()), NONE);
      next = Math.min(next, after(places, place));
    }
    return next;
  }

  private int after(int[] places, int place) {
    int found = Arrays.binarySearch(places, place + 1);
    int at = found >= 0 ? found : -found - 1;
    return at < places.length ? places[at] : rules.length;
  }
}
