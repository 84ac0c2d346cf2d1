package dev.tocsin.evaluator.deploy;

import dev.tocsin.core.identity.RuleId;
import dev.tocsin.core.outbox.Transactions;
import dev.tocsin.engine.rule.Rule;
import dev.tocsin.engine.rule.RuleActivation;
import dev.tocsin.engine.rule.RuleActivations;
import dev.tocsin.engine.rule.RuleSet;
import dev.tocsin.engine.rule.RuleVersion;
import dev.tocsin.engine.rule.RuleVersions;
import dev.tocsin.engine.window.EvaluationShards;
import dev.tocsin.evaluator.rules.RuleSource;
import dev.tocsin.platform.queue.QueuePublisher;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Puts rules in force for all instances at one moment: under the locks of all partitions, what
 * changed or ended is resolved and forgotten. A batch is evaluated only by the rules in force.
 */
@Singleton
public class DeployRules {
  private final Transactions transactions;
  private final RuleActivations activations;
  private final RuleVersions versions;
  private final EvaluationShards shards;
  private final EndAlertKeys end;
  private final ExpectAlertKeys expect;
  private final QueuePublisher publisher;
  private final InstantSource clock;
  private volatile String active = "";

  DeployRules(
      Transactions transactions,
      RuleActivations activations,
      RuleVersions versions,
      EvaluationShards shards,
      EndAlertKeys end,
      ExpectAlertKeys expect,
      QueuePublisher publisher,
      InstantSource clock) {
    this.transactions = transactions;
    this.activations = activations;
    this.versions = versions;
    this.shards = shards;
    this.end = end;
    this.expect = expect;
    this.publisher = publisher;
    this.clock = clock;
  }

  /** Puts these rules in force unless they are, or newer ones are. */
  public void ensure(RuleSource.Published rules) {
    if (!active.equals(rules.ruleSet().version())) {
      transactions.run(() -> activate(rules));
      publisher.publish();
      active = rules.ruleSet().version();
    }
  }

  /** Throws when other rules are in force by now; part of a transaction that holds a cursor. */
  public void require(RuleSet ruleSet) {
    Optional<String> inForce = activations.version();
    if (!inForce.equals(Optional.of(ruleSet.version()))) {
      active = "";
      throw new RuleSetReplaced(
          "rules %s are in force, this instance has %s: it goes on when it has loaded them"
              .formatted(inForce.orElse("(none)"), ruleSet.version()));
    }
  }

  private void activate(RuleSource.Published rules) {
    activations.lock();
    RuleActivation next = activation(rules);
    Optional<RuleActivation> current = activations.current();
    if (current.isPresent() && !next.supersedes(current.get())) {
      return;
    }
    Set<RuleId> ended = current.map(before -> ended(before, next)).orElse(Set.of());
    Set<RuleId> begun = begun(current, next);
    List<Rule> expecting =
        rules.ruleSet().rules().stream()
            .filter(rule -> begun.contains(rule.id()))
            .filter(ExpectAlertKeys::isExpecting)
            .toList();
    if (!ended.isEmpty() || !expecting.isEmpty()) {
      shards.claimAll();
      end.run(ended, rules.ruleSet());
      expect.run(expecting);
    }
    activations.activate(next);
    keep(rules);
  }

  /** Rules that come in files are kept as a version when they come into force. */
  private void keep(RuleSource.Published rules) {
    if (!rules.source().isEmpty()) {
      long unused =
          versions.add(
              new RuleVersion(
                  0,
                  rules.ruleSet().version(),
                  clock.instant(),
                  "files",
                  rules.source(),
                  "",
                  rules.ruleSet().identities().size(),
                  rules.files()));
    }
  }

  private static Set<RuleId> begun(Optional<RuleActivation> before, RuleActivation next) {
    return next.identities().entrySet().stream()
        .filter(rule ->
            before
                .map(known -> !rule.getValue().equals(known.identities().get(rule.getKey())))
                .orElse(true))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  private static Set<RuleId> ended(RuleActivation before, RuleActivation next) {
    return before.identities().entrySet().stream()
        .filter(rule -> !rule.getValue().equals(next.identities().get(rule.getKey())))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  private static RuleActivation activation(RuleSource.Published rules) {
    return new RuleActivation(
        rules.ruleSet().version(), rules.publishedAt(), rules.ruleSet().identities());
  }
}
