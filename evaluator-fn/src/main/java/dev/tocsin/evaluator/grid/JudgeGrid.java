package dev.tocsin.evaluator.grid;

import dev.tocsin.core.alert.Grid;
import dev.tocsin.core.alert.KeyRow;
import dev.tocsin.core.alert.KeyStates;
import dev.tocsin.core.cursor.GridCursors;
import dev.tocsin.core.cursor.PartitionCursors;
import dev.tocsin.core.evaluation.GridJudge;
import dev.tocsin.core.evaluation.KeySet;
import dev.tocsin.core.identity.IdSource;
import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.outbox.Lane;
import dev.tocsin.core.outbox.Transactions;
import dev.tocsin.core.rule.RuleBook;
import dev.tocsin.core.rule.RuleGroup;
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
import java.util.stream.IntStream;

/**
 * Judges the grid points that the effective time has passed: one transaction for each shard of a
 * group that has something due. Shards that another instance is judging are left to it.
 */
@Singleton
class JudgeGrid {
  private final Transactions transactions;
  private final PartitionCursors cursors;
  private final GridCursors grid;
  private final KeyStates keyStates;
  private final SaveEvaluation save;
  private final AfterCommit afterCommit;
  private final ActivateRules activate;
  private final KnownTime knownTime;
  private final IdSource ids;
  private final InstantSource clock;

  JudgeGrid(
      Transactions transactions,
      PartitionCursors cursors,
      GridCursors grid,
      KeyStates keyStates,
      SaveEvaluation save,
      AfterCommit afterCommit,
      ActivateRules activate,
      KnownTime knownTime,
      IdSource ids,
      InstantSource clock) {
    this.transactions = transactions;
    this.cursors = cursors;
    this.grid = grid;
    this.keyStates = keyStates;
    this.save = save;
    this.afterCommit = afterCommit;
    this.activate = activate;
    this.knownTime = knownTime;
    this.ids = ids;
    this.clock = clock;
  }

  void run(RuleBook book) {
    knownTime
        .at(clock.instant())
        .ifPresent(time -> book.groups().forEach(group -> judge(group, book, time)));
  }

  private void judge(RuleGroup group, RuleBook book, Instant effective) {
    Instant last = Grid.lastBefore(effective, group.interval());
    Map<Integer, Instant> judged = grid.judged(group.name());
    Set<Integer> due = keyStates.shardsDue(group.name(), effective);
    for (int shard : due) {
      afterCommit.publish(transactions.inOne(() -> judgeShard(group, shard, book, effective)));
    }
    List<Integer> idle =
        IntStream.range(0, Fingerprint.SHARDS)
            .filter(shard -> !due.contains(shard))
            .filter(shard -> judged.getOrDefault(shard, Instant.EPOCH).isBefore(last))
            .boxed()
            .toList();
    if (!idle.isEmpty()) {
      grid.judged(group.name(), idle, last);
    }
  }

  private Set<Lane> judgeShard(RuleGroup group, int shard, RuleBook book, Instant effective) {
    Optional<Instant> judgedUntil = grid.claim(group.name(), shard);
    if (judgedUntil.isEmpty()) {
      return Set.of();
    }
    cursors.take(
        keyStates.due(group.name(), shard, effective).stream()
            .map(KeyRow::partition)
            .collect(Collectors.toSet()));
    activate.require(book);
    List<KeyRow> due = keyStates.due(group.name(), shard, effective);
    KeySet keys =
        new KeySet(
            due.stream().collect(Collectors.toMap(KeyRow::fingerprint, row -> row)), Map.of(), ids);
    GridJudge.passTime(keys, due, book::find, judgedUntil.get(), effective);
    Set<Lane> lanes = save.save(keys, clock.instant());
    grid.judged(group.name(), List.of(shard), Grid.lastBefore(effective, group.interval()));
    return lanes;
  }
}
