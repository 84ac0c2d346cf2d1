package dev.tocsin.core.rule;

import dev.tocsin.core.sample.Sample;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * All rules, in the order of their files, found by the metric they are about and by the label
 * values they ask for: a sample costs what the rules cost that can match it, however many there
 * are.
 */
public final class RuleBook {
  private final String version;
  private final List<Rule> rules;
  private final Map<RuleId, Rule> byId = new HashMap<>();
  private final Map<String, MetricRules> byMetric = new HashMap<>();

  /**
   * @param version a digest of what the rules were read from
   */
  public RuleBook(String version, List<Rule> rules) {
    this.version = version;
    this.rules = List.copyOf(rules);
    Map<String, List<Rule>> metrics = new LinkedHashMap<>();
    for (Rule rule : this.rules) {
      byId.putIfAbsent(rule.id(), rule);
      for (String metric : rule.condition().metrics()) {
        metrics.computeIfAbsent(metric, name -> new ArrayList<>()).add(rule);
      }
    }
    metrics.forEach((metric, own) -> byMetric.put(metric, new MetricRules(own)));
  }

  /** A book whose version follows from all that its rules say. */
  public static RuleBook of(List<Rule> rules) {
    return new RuleBook(RuleDigest.version(rules), rules);
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

  /** Visits the rules that take a sample, in their order. Allocates nothing. */
  public void forEachMatch(Sample sample, Consumer<Rule> visitor) {
    MetricRules candidates = byMetric.get(sample.metricName());
    if (candidates != null) {
      candidates.forEachMatch(sample.labels(), visitor);
    }
  }
}
