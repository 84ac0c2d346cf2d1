package dev.tocsin.evaluator.grid;

import dev.tocsin.core.alert.KeyRow;
import dev.tocsin.core.alert.KeyStates;
import dev.tocsin.core.cursor.PartitionCursor;
import dev.tocsin.core.cursor.PartitionCursors;
import dev.tocsin.core.evaluation.GridJudge;
import dev.tocsin.core.evaluation.KeySet;
import dev.tocsin.core.identity.IdSource;
import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.outbox.Lane;
import dev.tocsin.core.outbox.Transactions;
import dev.tocsin.core.rule.Rule;
import dev.tocsin.core.rule.RuleActivation;
import dev.tocsin.core.rule.RuleActivations;
import dev.tocsin.core.rule.RuleBook;
import dev.tocsin.core.rule.RuleId;
import dev.tocsin.evaluator.RuleSource;
import dev.tocsin.evaluator.save.SaveEvaluation;
import dev.tocsin.store.queue.AfterCommit;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Puts rules in force for all instances at one moment: under the locks of all partitions, what
 * changed or ended is resolved and forgotten. A batch is judged only by the rules in force.
 */
@Singleton
public class ActivateRules {
  private final Transactions transactions;
  private final RuleActivations activations;
  private final PartitionCursors cursors;
  private final KeyStates keyStates;
  private final SaveEvaluation save;
  private final AfterCommit afterCommit;
  private final KnownTime knownTime;
  private final IdSource ids;
  private final InstantSource clock;
  private volatile String active = "";

  ActivateRules(
      Transactions transactions,
      RuleActivations activations,
      PartitionCursors cursors,
      KeyStates keyStates,
      SaveEvaluation save,
      AfterCommit afterCommit,
      KnownTime knownTime,
      IdSource ids,
      InstantSource clock) {
    this.transactions = transactions;
    this.activations = activations;
    this.cursors = cursors;
    this.keyStates = keyStates;
    this.save = save;
    this.afterCommit = afterCommit;
    this.knownTime = knownTime;
    this.ids = ids;
    this.clock = clock;
  }

  /** Puts these rules in force unless they are, or newer ones are. */
  public void ensure(RuleSource.Published rules) {
    if (!active.equals(rules.book().version())) {
      afterCommit.publish(transactions.inOne(() -> activate(rules)));
      active = rules.book().version();
    }
  }

  /** Throws when other rules are in force by now; part of a transaction that holds a cursor. */
  public void require(RuleBook book) {
    Optional<String> inForce = activations.version();
    if (!inForce.equals(Optional.of(book.version()))) {
      active = "";
      throw new OtherRulesInForce(
          "rules %s are in force, this instance has %s: it goes on when it has loaded them"
              .formatted(inForce.orElse("(none)"), book.version()));
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
    Set<Lane> lanes = ended.isEmpty() ? Set.of() : end(ended, rules.book());
    activations.activate(next);
    return lanes;
  }

  private Set<Lane> end(Set<RuleId> ended, RuleBook book) {
    Instant now = clock.instant();
    cursors.take(cursors.all().stream().map(PartitionCursor::id).toList());
    Instant effective = knownTime.at(now).orElse(now);
    List<KeyRow> rows = keyStates.ofRules(ended);
    KeySet keys = new KeySet(byKey(rows), Map.of(), ids);
    GridJudge.end(keys, rows, book::find, effective);
    return save.save(keys, now);
  }

  private static Map<Fingerprint, KeyRow> byKey(List<KeyRow> rows) {
    return rows.stream().collect(Collectors.toMap(KeyRow::fingerprint, row -> row));
  }

  private static Set<RuleId> ended(RuleActivation before, RuleActivation next) {
    return before.identities().entrySet().stream()
        .filter(rule -> !rule.getValue().equals(next.identities().get(rule.getKey())))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  private static RuleActivation activation(RuleSource.Published rules) {
    return new RuleActivation(
        rules.book().version(),
        rules.publishedAt(),
        rules.book().rules().stream().collect(Collectors.toMap(Rule::id, Rule::identity)));
  }
}
