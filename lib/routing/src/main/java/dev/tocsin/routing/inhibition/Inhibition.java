package dev.tocsin.routing.inhibition;

import static java.util.Comparator.comparing;

import dev.tocsin.core.label.Labels;
import dev.tocsin.routing.alert.Alert;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * The inhibit rules of one configuration. Sources are looked up by (rule, hash of the {@code equal}
 * labels); since hashes may collide and keys may be those of an older configuration, the decision
 * checks the labels themselves.
 */
public final class Inhibition {
  private final List<InhibitRule> rules;

  /** A rule's index is its place in the list, from 0. */
  public Inhibition(List<InhibitRule> rules) {
    this.rules = List.copyOf(rules);
  }

  /** The keys under which an alert is a source, by rule. */
  public List<SourceKey> sourceKeys(Labels alert) {
    return rulesWhere(rule -> rule.source().match(alert))
        .mapToObj(at ->
            new SourceKey(at, equalHash(rules.get(at), alert), rules.get(at).target().match(alert)))
        .toList();
  }

  /** The keys of the sources that may mute an alert, by rule. */
  public List<TargetKey> targetKeys(Labels alert) {
    return rulesWhere(rule -> rule.target().match(alert))
        .mapToObj(at ->
            new TargetKey(at, equalHash(rules.get(at), alert), rules.get(at).source().match(alert)))
        .toList();
  }

  /**
   * By what an alert is inhibited at a time: the first rule that mutes it, and of its sources the
   * one with the least fingerprint.
   *
   * @param candidates alerts that may be sources; those that are not do no harm
   */
  public Optional<InhibitedBy> mutedBy(Labels target, Collection<Alert> candidates, Instant now) {
    return rulesWhere(rule -> rule.target().match(target))
        .boxed()
        .flatMap(at -> source(at, target, candidates, now).stream())
        .findFirst();
  }

  private Optional<InhibitedBy> source(
      int at, Labels target, Collection<Alert> candidates, Instant now) {
    InhibitRule rule = rules.get(at);
    boolean isBoth = rule.source().match(target);
    return candidates.stream()
        .filter(alert -> !alert.isResolvedAt(now))
        .filter(alert -> rule.source().match(alert.labels()))
        .filter(alert -> hasEqual(rule, alert.labels(), target))
        .filter(alert -> !isBoth || !rule.target().match(alert.labels()))
        .min(comparing(Alert::fingerprint))
        .map(alert -> new InhibitedBy(at, alert.fingerprint()));
  }

  private IntStream rulesWhere(Predicate<InhibitRule> condition) {
    return IntStream.range(0, rules.size()).filter(at -> condition.test(rules.get(at)));
  }

  private static boolean hasEqual(InhibitRule rule, Labels source, Labels target) {
    return rule.equal().stream().allMatch(name -> source.get(name).equals(target.get(name)));
  }

  /** The fingerprint of the {@code equal} labels alone; those that are missing are left out. */
  private static long equalHash(InhibitRule rule, Labels alert) {
    Map<String, String> equal = new LinkedHashMap<>();
    rule.equal().forEach(name -> equal.put(name, alert.get(name)));
    return Labels.of(equal).fingerprint().value();
  }
}
