package dev.tocsin.engine.rule;

import dev.tocsin.core.identity.RuleId;
import dev.tocsin.core.label.Labels;
import dev.tocsin.engine.sample.Sample;
import dev.tocsin.engine.sample.Series;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * All rules, in the order of their files, found by the metric they are about and by the label
 * values they ask for: a sample costs what the rules cost that can match it, however many there
 * are.
 */
public final class RuleSet {
  private static final String WINDOW = "window";

  private final String version;
  private final List<Rule> rules;
  private final Map<RulePart, Rule> byPart = new HashMap<>();
  private final Map<Long, Rule> byCode = new HashMap<>();
  private final IdentityHashMap<Rule, Long> codes = new IdentityHashMap<>();
  private final IdentityHashMap<Rule, Integer> places = new IdentityHashMap<>();
  private final Map<RuleId, Boolean> inParts = new HashMap<>();
  private final Map<String, RuleIndex> byMetric = new HashMap<>();

  /** Rules that take the same series, by their places. */
  private final Map<List<Integer>, List<RuleMatches.Placed>> together = new ConcurrentHashMap<>();

  /**
   * @param version a digest of what the rules were read from
   */
  public RuleSet(String version, List<Rule> rules) {
    this.version = version;
    this.rules = List.copyOf(rules);
    Map<String, List<Rule>> metrics = new LinkedHashMap<>();
    for (Rule rule : this.rules) {
      byPart.putIfAbsent(rule.part(), rule);
      byCode.put(rule.code(), rule);
      codes.put(rule, rule.code());
      places.put(rule, places.size());
      inParts.put(rule.id(), rule.window().isPresent());
      for (String metric : rule.condition().metrics()) {
        metrics.computeIfAbsent(metric, name -> new ArrayList<>()).add(rule);
      }
    }
    metrics.forEach((metric, own) -> byMetric.put(metric, new RuleIndex(own)));
  }

  /** A rule set whose version follows from all that its rules say. */
  public static RuleSet of(List<Rule> rules) {
    return new RuleSet(RuleDigest.version(rules), rules);
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

  /** The rule, or the part of one, that a key is of. */
  public Optional<Rule> find(RuleId id, Labels key) {
    String window = inParts.getOrDefault(id, false) ? key.get(WINDOW) : "";
    return find(new RulePart(id, window));
  }

  public Optional<Rule> find(RulePart part) {
    return Optional.ofNullable(byPart.get(part));
  }

  /** The code of one of its rules. */
  public long code(Rule rule) {
    return codes.getOrDefault(rule, 0L);
  }

  /** The rule with this {@link Rule#code()}. */
  public Optional<Rule> withCode(long code) {
    return Optional.ofNullable(byCode.get(code));
  }

  /** What each rule is: another text means that it is another rule now. */
  public Map<RuleId, String> identities() {
    return rules.stream()
        .collect(
            Collectors.groupingBy(
                Rule::id, Collectors.mapping(Rule::identity, Collectors.joining(","))));
  }

  /** The rules that take a series, in their order. */
  public List<RuleMatch> matches(Series series) {
    return series.derive(this, RuleMatches.class, this::find);
  }

  /** Each of these samples with the rules that take it. Batched so that cache misses overlap. */
  public List<MatchedSample> taken(List<Sample> samples) {
    List<MatchedSample> all = new ArrayList<>(samples.size());
    for (Sample sample : samples) {
      all.add(new MatchedSample(sample, matches(sample.series())));
    }
    return all;
  }

  private RuleMatches find(Series series) {
    List<Integer> found = new ArrayList<>();
    RuleIndex candidates = byMetric.get(series.metricName());
    if (candidates != null) {
      candidates.forEachMatch(
          series.labels(), rule -> found.add(Objects.requireNonNull(places.get(rule))));
    }
    return new RuleMatches(this, series, together.computeIfAbsent(found, this::placed));
  }

  private List<RuleMatches.Placed> placed(List<Integer> all) {
    return all.stream().map(place -> new RuleMatches.Placed(rules.get(place), place)).toList();
  }
}
