package dev.tocsin.engine.rule;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.tocsin.core.identity.RuleId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What becomes of rules when others take their place (docs/rules.md, "When rules change"), by id.
 *
 * @param added there are new
 * @param removed their firing alerts are resolved
 * @param restarted they are other rules now: firing alerts are resolved, and they start anew
 * @param adjusted thresholds, times or limits changed, which act at the next result
 * @param reworded texts changed, which act at the next notification
 */
public record RuleChanges(
    Set<String> added,
    Set<String> removed,
    Set<String> restarted,
    Set<String> adjusted,
    Set<String> reworded) {

  /** What changes from one rule set to another. */
  public static RuleChanges between(RuleSet from, RuleSet to) {
    RuleChanges changes =
        new RuleChanges(
            new TreeSet<>(), new TreeSet<>(), new TreeSet<>(), new TreeSet<>(), new TreeSet<>());
    Map<RuleId, List<Rule>> before = byId(from);
    Map<RuleId, List<Rule>> after = byId(to);
    after.forEach((id, rules) -> {
      List<Rule> old = before.get(id);
      if (old == null) {
        changes.added.add(id.value());
      } else if (!texts(rules, Rule::identity).equals(texts(old, Rule::identity))) {
        changes.restarted.add(id.value());
      } else if (!texts(rules, RuleChanges::limits).equals(texts(old, RuleChanges::limits))) {
        changes.adjusted.add(id.value());
      } else if (!RuleDigest.version(rules).equals(RuleDigest.version(old))) {
        changes.reworded.add(id.value());
      }
    });
    before.keySet().stream()
        .filter(id -> !after.containsKey(id))
        .forEach(id -> changes.removed.add(id.value()));
    return changes;
  }

  private static Map<RuleId, List<Rule>> byId(RuleSet ruleSet) {
    return ruleSet.rules().stream().collect(groupingBy(Rule::id, LinkedHashMap::new, toList()));
  }

  private static List<String> texts(
      List<Rule> rules, java.util.function.Function<Rule, String> text) {
    return rules.stream().map(text).toList();
  }

  private static String limits(Rule rule) {
    return Stream.of(
            rule.condition(),
            rule.timing(),
            rule.group().interval(),
            rule.maxKeys(),
            rule.maxSeriesPerKey())
        .map(Object::toString)
        .collect(java.util.stream.Collectors.joining("\n"));
  }
}
