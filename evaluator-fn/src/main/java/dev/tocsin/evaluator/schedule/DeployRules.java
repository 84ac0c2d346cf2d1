package dev.tocsin.evaluator.schedule;

import dev.tocsin.core.identity.IdSource;
import dev.tocsin.core.identity.RuleId;
import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.outbox.Lane;
import dev.tocsin.core.outbox.Transactions;
import dev.tocsin.core.setting.CurrentSettings;
import dev.tocsin.engine.alert.AlertKeyRow;
import dev.tocsin.engine.alert.AlertKeyStates;
import dev.tocsin.engine.cursor.PartitionCursor;
import dev.tocsin.engine.cursor.PartitionCursors;
import dev.tocsin.engine.evaluation.AlertKeySet;
import dev.tocsin.engine.evaluation.ScheduledEvaluator;
import dev.tocsin.engine.evaluation.ShardEvaluator;
import dev.tocsin.engine.rule.Rule;
import dev.tocsin.engine.rule.RuleActivation;
import dev.tocsin.engine.rule.RuleActivations;
import dev.tocsin.engine.rule.RuleSet;
import dev.tocsin.engine.rule.RuleVersion;
import dev.tocsin.engine.rule.RuleVersions;
import dev.tocsin.engine.rule.ScheduledCondition;
import dev.tocsin.engine.window.EvaluationShards;
import dev.tocsin.engine.window.LabelIndex;
import dev.tocsin.engine.window.WindowSnapshot;
import dev.tocsin.engine.window.WindowSnapshots;
import dev.tocsin.evaluator.rules.RuleSource;
import dev.tocsin.evaluator.save.SaveEvaluation;
import dev.tocsin.platform.queue.AfterCommit;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
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
  private final WindowSnapshots snapshots;
  private final LabelIndex labelIndex;
  private final PartitionCursors cursors;
  private final AlertKeyStates alertKeyStates;
  private final SaveEvaluation save;
  private final AfterCommit afterCommit;
  private final WatermarkReader watermarks;
  private final CurrentSettings settings;
  private final IdSource ids;
  private final InstantSource clock;
  private volatile String active = "";

  DeployRules(
      Transactions transactions,
      RuleActivations activations,
      RuleVersions versions,
      EvaluationShards shards,
      WindowSnapshots snapshots,
      LabelIndex labelIndex,
      PartitionCursors cursors,
      AlertKeyStates alertKeyStates,
      SaveEvaluation save,
      AfterCommit afterCommit,
      WatermarkReader watermarks,
      CurrentSettings settings,
      IdSource ids,
      InstantSource clock) {
    this.transactions = transactions;
    this.activations = activations;
    this.versions = versions;
    this.shards = shards;
    this.snapshots = snapshots;
    this.labelIndex = labelIndex;
    this.cursors = cursors;
    this.alertKeyStates = alertKeyStates;
    this.save = save;
    this.afterCommit = afterCommit;
    this.watermarks = watermarks;
    this.settings = settings;
    this.ids = ids;
    this.clock = clock;
  }

  /** Puts these rules in force unless they are, or newer ones are. */
  public void ensure(RuleSource.Published rules) {
    if (!active.equals(rules.ruleSet().version())) {
      afterCommit.publish(transactions.inOne(() -> activate(rules)));
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

  private Set<Lane> activate(RuleSource.Published rules) {
    activations.lock();
    RuleActivation next = activation(rules);
    Optional<RuleActivation> current = activations.current();
    if (current.isPresent() && !next.supersedes(current.get())) {
      return Set.of();
    }
    Set<RuleId> ended = current.map(before -> ended(before, next)).orElse(Set.of());
    Set<RuleId> begun = begun(current, next);
    List<Rule> expecting =
        rules.ruleSet().rules().stream()
            .filter(rule -> begun.contains(rule.id()))
            .filter(DeployRules::hasExpected)
            .toList();
    Set<Lane> lanes = Set.of();
    if (!ended.isEmpty() || !expecting.isEmpty()) {
      shards.claimAll();
      lanes = end(ended, rules.ruleSet());
      expect(expecting);
    }
    activations.activate(next);
    keep(rules);
    return lanes;
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

  private static boolean hasExpected(Rule rule) {
    return rule.condition() instanceof ScheduledCondition condition
        && !condition.expected().isEmpty();
  }

  /** Makes the keys known that rules expect, as if each had been seen now. */
  private void expect(List<Rule> rules) {
    Instant now = clock.instant();
    Instant seen = watermarks.at(now).orElseGet(() -> now.truncatedTo(ChronoUnit.MILLIS));
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    List<WindowSnapshot> begun = new ArrayList<>();
    for (Rule rule : rules) {
      List<Rule.Key> expected =
          ((ScheduledCondition) rule.condition()).expected().stream().map(rule::key).toList();
      labelIndex.seen(expected, today);
      expected.stream()
          .map(key -> key.fingerprint().shard())
          .distinct()
          .forEach(shard -> {
            ShardEvaluator inShard =
                new ShardEvaluator(
                    rule,
                    shard,
                    Optional.empty(),
                    new AlertKeySet(Map.of(), Map.of(), ids),
                    List.of(),
                    labelIndex,
                    settings.now().dedupWindow(),
                    seen);
            inShard.expect(seen);
            inShard.snapshot(today).ifPresent(begun::add);
          });
    }
    snapshots.save(begun);
  }

  private Set<Lane> end(Set<RuleId> ended, RuleSet ruleSet) {
    if (ended.isEmpty()) {
      return Set.of();
    }
    snapshots.removeRules(ended);
    Instant now = clock.instant();
    cursors.take(cursors.all().stream().map(PartitionCursor::id).toList());
    Instant watermark = watermarks.at(now).orElse(now);
    List<AlertKeyRow> rows = alertKeyStates.ofRules(ended);
    AlertKeySet keys = new AlertKeySet(byKey(rows), Map.of(), ids);
    ScheduledEvaluator.end(keys, rows, ruleSet::find, watermark);
    return save.save(keys, now);
  }

  private static Map<Fingerprint, AlertKeyRow> byKey(List<AlertKeyRow> rows) {
    return rows.stream().collect(Collectors.toMap(AlertKeyRow::fingerprint, row -> row));
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
