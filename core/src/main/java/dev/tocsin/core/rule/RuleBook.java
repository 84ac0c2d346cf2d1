package dev.tocsin.core.rule;

import dev.tocsin.core.sample.Sample;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** All rules, in the order of their files, found by the metric they are about. */
public final class RuleBook {
  private final String version;
  private final List<Rule> rules;
  private final Map<RuleId, Rule> byId = new HashMap<>();
  private final Map<String, List<Rule>> byMetric = new HashMap<>();

  /**
   * @param version a digest of what the rules were read from
   */
  public RuleBook(String version, List<Rule> rules) {
    this.version = version;
    this.rules = List.copyOf(rules);
    for (Rule rule : this.rules) {
      byId.put(rule.id(), rule);
      byMetric.computeIfAbsent(rule.metricName(), name -> new ArrayList<>()).add(rule);
    }
  }

  public String version() {
    return version;
  }

  public List<Rule> rules() {
    return rules;
  }

  /** The groups that have rules. */
  public List<RuleGroup> groups() {
    return rules.stream().map(Rule::group).distinct().toList();
  }

  public Optional<Rule> find(RuleId id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** Visits the rules that take a sample, in their order. */
  public void forEachMatch(Sample sample, Consumer<Rule> visitor) {
    for (Rule rule : byMetric.getOrDefault(sample.metricName(), List.of())) {
      if (rule.selects(sample.labels())) {
        visitor.accept(rule);
      }
    }
  }
}
