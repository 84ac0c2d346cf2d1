package dev.tocsin.evaluator.schedule;

import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.outbox.Transactions;
import dev.tocsin.engine.evaluation.ShardEvaluator;
import dev.tocsin.engine.rule.RulePart;
import dev.tocsin.engine.window.LabelIndex;
import dev.tocsin.engine.window.SampleBlocks;
import dev.tocsin.engine.window.WindowSnapshot;
import dev.tocsin.engine.window.WindowSnapshots;
import dev.tocsin.evaluator.builtin.CountEvaluation;
import dev.tocsin.evaluator.save.EvaluationMeters;
import dev.tocsin.evaluator.save.SaveEvaluation;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Saves what evaluating a shard has changed, and counts it. */
@Singleton
class SaveShard {
  private final Transactions transactions;
  private final SampleBlocks blocks;
  private final WindowSnapshots snapshots;
  private final LabelIndex labelIndex;
  private final SaveEvaluation save;
  private final CountEvaluation count;
  private final EvaluationMeters meters;
  private final InstantSource clock;

  SaveShard(
      Transactions transactions,
      SampleBlocks blocks,
      WindowSnapshots snapshots,
      LabelIndex labelIndex,
      SaveEvaluation save,
      CountEvaluation count,
      EvaluationMeters meters,
      InstantSource clock) {
    this.transactions = transactions;
    this.blocks = blocks;
    this.snapshots = snapshots;
    this.labelIndex = labelIndex;
    this.save = save;
    this.count = count;
    this.meters = meters;
    this.clock = clock;
  }

  /** Saves within the caller's transaction. */
  void save(LoadedShard evaluated) {
    Instant now = clock.instant();
    // First the keys, as a batch does: transactions that lock rows in one order meet no deadlock.
    save.save(evaluated.keys(), now);
    blocks.remove(evaluated.taken());
    blocks.add(evaluated.left());
    saveSnapshots(evaluated.shard(), evaluated.rules(), now);
    count.shard(
        evaluated.shard(),
        evaluated.rules(),
        evaluated.keys().transitions(),
        evaluated.partitions(),
        now);
    transactions.afterCommit(() -> meters.schedule(evaluated.rules()));
  }

  private void saveSnapshots(int shard, List<ShardEvaluator> rules, Instant now) {
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    List<WindowSnapshot> kept = new ArrayList<>();
    List<RulePart> gone = new ArrayList<>();
    Set<Fingerprint> needed = new HashSet<>();
    for (ShardEvaluator rule : rules) {
      Optional<WindowSnapshot> snapshot = rule.snapshot(today);
      snapshot.ifPresentOrElse(kept::add, () -> gone.add(rule.rule().part()));
      needed.addAll(rule.neededSince(today));
    }
    snapshots.save(kept);
    snapshots.remove(shard, gone);
    labelIndex.needed(needed, today);
  }
}
