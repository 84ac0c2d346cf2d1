package dev.tocsin.evaluator.deploy;

import dev.tocsin.core.identity.IdSource;
import dev.tocsin.core.identity.RuleId;
import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.engine.alert.AlertKeyRow;
import dev.tocsin.engine.alert.AlertKeyStates;
import dev.tocsin.engine.cursor.PartitionCursors;
import dev.tocsin.engine.evaluation.AlertKeySet;
import dev.tocsin.engine.evaluation.ScheduledEvaluator;
import dev.tocsin.engine.rule.RuleSet;
import dev.tocsin.engine.window.WindowSnapshots;
import dev.tocsin.evaluator.save.SaveEvaluation;
import dev.tocsin.evaluator.watermark.WatermarkReader;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Ends the alert keys of rules that were removed or have become others. */
@Singleton
class EndAlertKeys {
  private final WindowSnapshots snapshots;
  private final PartitionCursors cursors;
  private final AlertKeyStates alertKeyStates;
  private final SaveEvaluation save;
  private final WatermarkReader watermarks;
  private final IdSource ids;
  private final InstantSource clock;

  EndAlertKeys(
      WindowSnapshots snapshots,
      PartitionCursors cursors,
      AlertKeyStates alertKeyStates,
      SaveEvaluation save,
      WatermarkReader watermarks,
      IdSource ids,
      InstantSource clock) {
    this.snapshots = snapshots;
    this.cursors = cursors;
    this.alertKeyStates = alertKeyStates;
    this.save = save;
    this.watermarks = watermarks;
    this.ids = ids;
    this.clock = clock;
  }

  /** Resolves what fires and forgets the rest, within a transaction that has all shards. */
  void run(Set<RuleId> ended, RuleSet ruleSet) {
    if (ended.isEmpty()) {
      return;
    }
    snapshots.removeRules(ended);
    Instant now = clock.instant();
    cursors.lockAll();
    Instant watermark = watermarks.at(now).orElse(now);
    List<AlertKeyRow> rows = alertKeyStates.ofRules(ended);
    AlertKeySet keys = new AlertKeySet(byKey(rows), Map.of(), ids);
    ScheduledEvaluator.end(keys, rows, ruleSet::find, watermark);
    save.save(keys, now);
  }

  private static Map<Fingerprint, AlertKeyRow> byKey(List<AlertKeyRow> rows) {
    return rows.stream().collect(Collectors.toMap(AlertKeyRow::fingerprint, row -> row));
  }
}
