package dev.tocsin.engine.rule;

import static java.util.stream.Collectors.joining;

import dev.tocsin.core.identity.RuleId;
import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.label.Labels;
import dev.tocsin.core.label.Severity;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A rule as its file says it, checked.
 *
 * @param group the group that the rule stands in
 * @param by the labels that make a key; none: all of the series
 * @param window the value of the label {@code window} that distinguishes the parts of a rule
 * @param matchers all of them must match a sample's labels
 * @param identity a digest of everything that makes this another rule when it changes: all but
 *     threshold, objective, times, limits and texts (docs/rules.md, "When rules change")
 * @param maxKeys how many keys may be alive at once
 * @param maxSeriesPerKey how many series of a key may be in its window at once
 */
public record Rule(
    RuleId id,
    String name,
    String description,
    RuleGroup group,
    List<Matcher> matchers,
    Optional<List<String>> by,
    Condition condition,
    Optional<String> window,
    Timing timing,
    Severity severity,
    Map<String, String> labels,
    Map<String, String> annotations,
    Optional<URI> runbookUrl,
    int maxKeys,
    int maxSeriesPerKey,
    String identity) {
  private static final String EXPORTED = "exported_";

  public Rule {
    matchers = List.copyOf(matchers);
    by = by.map(List::copyOf);
    labels = Map.copyOf(labels);
    annotations = Map.copyOf(annotations);
  }

  /** Of the few parts that distinguish the rules of a rule set. */
  @Override
  public int hashCode() {
    return 31 * id.hashCode() + window.hashCode();
  }

  /** Distinguishes it from all other rules and parts of rules in a rule set. */
  public RulePart part() {
    return new RulePart(id, window.orElse(""));
  }

  /** A number that distinguishes it from other rules, and from itself once it is another one. */
  public long code() {
    return Labels.of("rule_id", id.value(), "window", window.orElse(""), "identity", identity)
        .fingerprint()
        .value();
  }

  /** The metric that names its alerts. */
  public String metricName() {
    return condition.metrics().getFirst();
  }

  /** Its condition as people read it: {@code cpu{env="prod"} > 80}. */
  public String expression() {
    String selector = matchers.stream().map(Matcher::written).collect(joining(","));
    return condition.text(selector.isEmpty() ? "" : "{" + selector + "}");
  }

  /** Whether a sample of this rule's metric with these labels is one of the rule's. */
  public boolean selects(Labels series) {
    for (Matcher matcher : matchers) {
      if (!matcher.matches(series)) {
        return false;
      }
    }
    return true;
  }

  /** The key under which the rule evaluates a series: its alert's labels and their fingerprint. */
  public Key key(Labels series) {
    Map<String, String> own = keyLabels(series);
    Map<String, String> alert = new LinkedHashMap<>(ruleLabels());
    Set<String> taken = Set.copyOf(alert.keySet());
    own.forEach((name, text) -> {
      String free = name;
      while (taken.contains(free)
          || alert.containsKey(free)
          || (!free.equals(name) && own.containsKey(free))) {
        free = EXPORTED + free;
      }
      alert.put(free, text);
    });
    Labels all = Labels.of(alert);
    return new Key(all, all.fingerprint());
  }

  /** The labels that all of its alerts have. */
  private Map<String, String> ruleLabels() {
    Map<String, String> all = new LinkedHashMap<>(labels);
    all.put("alertname", name);
    all.put("rule_id", id.value());
    all.put("severity", severity.code());
    window.ifPresent(text -> all.put("window", text));
    return all;
  }

  /**
   * The text of a label of a key, as the series names it; empty when the key has none.
   *
   * @param alert the labels of the key's alert, in which a label of the rule may have the name
   */
  public String ownLabel(String name, Labels alert) {
    Set<String> taken = ruleLabels().keySet();
    if (!taken.contains(name)) {
      return alert.get(name);
    }
    String text = "";
    String other = EXPORTED + name;
    for (; taken.contains(other) || alert.has(other); other = EXPORTED + other) {
      text = taken.contains(other) ? text : alert.get(other);
    }
    return text;
  }

  /** How many labels of an alert are its key's: those that its rule does not give it. */
  public int ownCount(Labels alert) {
    return alert.size() - Labels.of(ruleLabels()).size();
  }

  private Map<String, String> keyLabels(Labels series) {
    if (by.isEmpty()) {
      return series.asMap();
    }
    Map<String, String> own = new LinkedHashMap<>();
    for (String name : by.get()) {
      if (series.has(name)) {
        own.put(name, series.get(name));
      }
    }
    return own;
  }

  /** The texts of its annotations for an alert: {@code {{value}}} and the like filled in. */
  public Map<String, String> annotations(Optional<Double> value, Labels alert) {
    Map<String, String> texts = new LinkedHashMap<>();
    annotations.forEach((name, template) ->
        texts.put(name, AnnotationTemplate.render(template, value, condition.threshold(), alert)));
    return texts;
  }

  /** The same rule with one more annotation, whose text is shown as it is. */
  public Rule annotated(String name, String text) {
    Map<String, String> more = new LinkedHashMap<>(annotations);
    more.put(name, AnnotationTemplate.literal(text));
    return with(more, identity);
  }

  /** The same rule with the digest that follows from what it says. */
  public Rule identified() {
    return with(annotations, RuleDigest.identity(this));
  }

  private Rule with(Map<String, String> texts, String digest) {
    return new Rule(
        id,
        name,
        description,
        group,
        matchers,
        by,
        condition,
        window,
        timing,
        severity,
        labels,
        texts,
        runbookUrl,
        maxKeys,
        maxSeriesPerKey,
        digest);
  }

  /**
   * One thing that a rule keeps apart from others.
   *
   * @param labels the labels of its alert
   * @param fingerprint their fingerprint, which names the key
   */
  public record Key(Labels labels, Fingerprint fingerprint) {}
}
