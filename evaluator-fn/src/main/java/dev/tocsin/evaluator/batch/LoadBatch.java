package dev.tocsin.evaluator.batch;

import dev.tocsin.core.identity.IdSource;
import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.setting.CurrentSettings;
import dev.tocsin.core.setting.Settings;
import dev.tocsin.engine.alert.AlertKeyRow;
import dev.tocsin.engine.alert.AlertKeyStates;
import dev.tocsin.engine.cursor.PartitionCursor;
import dev.tocsin.engine.evaluation.AlertKeySet;
import dev.tocsin.engine.evaluation.EvaluatedBefore;
import dev.tocsin.engine.evaluation.PartitionEvaluator;
import dev.tocsin.engine.rule.RuleSet;
import dev.tocsin.engine.window.EvaluationShards;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Decodes a batch and loads the state of the keys that it concerns. */
@Singleton
class LoadBatch {
  private final ReadRecords read;
  private final AlertKeyStates alertKeyStates;
  private final EvaluationShards shards;
  private final CurrentSettings settings;
  private final IdSource ids;

  LoadBatch(
      ReadRecords read,
      AlertKeyStates alertKeyStates,
      EvaluationShards shards,
      CurrentSettings settings,
      IdSource ids) {
    this.read = read;
    this.alertKeyStates = alertKeyStates;
    this.shards = shards;
    this.settings = settings;
    this.ids = ids;
  }

  /**
   * Loads within the caller's transaction.
   *
   * @param cursor locked; records before it are left out
   */
  LoadedBatch load(MetricBatch batch, PartitionCursor cursor, RuleSet ruleSet, Instant now) {
    ReadRecords.Reading reading = read.from(batch, cursor.nextOffset(), ruleSet, now);
    Map<Fingerprint, AlertKeyRow> rows = alertKeyStates.load(reading.keys());
    AlertKeySet keys = new AlertKeySet(rows, alertKeyStates.count(reading.growing(rows)), ids);
    Settings inForce = settings.now();
    PartitionEvaluator evaluator =
        new PartitionEvaluator(
            cursor, keys, evaluatedBefore(), inForce.allowedLateness(), inForce.naming());
    return new LoadedBatch(batch, cursor, reading, rows.values(), keys, evaluator);
  }

  /** Asked for when it is needed first. */
  private EvaluatedBefore evaluatedBefore() {
    Map<Integer, Instant> evaluated = new HashMap<>();
    return shard -> {
      if (evaluated.isEmpty()) {
        evaluated.putAll(shards.evaluated());
      }
      return evaluated.getOrDefault(shard, Instant.EPOCH);
    };
  }
}
