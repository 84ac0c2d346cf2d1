package dev.tocsin.evaluator.api;

import dev.tocsin.core.identity.RuleId;
import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.label.Labels;
import dev.tocsin.engine.alert.Alert;
import dev.tocsin.engine.alert.AlertKeyRow;
import dev.tocsin.engine.alert.AlertKeyStates;
import dev.tocsin.engine.alert.Alerts;
import dev.tocsin.engine.rule.Rule;
import dev.tocsin.engine.window.LabelIndex;
import dev.tocsin.evaluator.builtin.BuiltInAlertKeys;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Finds what is stored of alert keys, wherever it is. */
@Singleton
class StoredAlertKeys {
  private final AlertKeyStates rows;
  private final LabelIndex labelIndex;
  private final Alerts alerts;
  private final BuiltInAlertKeys pipeline;

  StoredAlertKeys(
      AlertKeyStates rows, LabelIndex labelIndex, Alerts alerts, BuiltInAlertKeys pipeline) {
    this.rows = rows;
    this.labelIndex = labelIndex;
    this.alerts = alerts;
    this.pipeline = pipeline;
  }

  /** What is stored of a key. Throws {@link ApiRefused} for one of which nothing is. */
  StoredAlertKey find(Fingerprint key) {
    Optional<AlertKeyRow> row = Optional.ofNullable(rows.load(List.of(key)).get(key));
    Optional<Alert> alert = alerts.latest(key);
    Labels labels =
        row.map(AlertKeyRow::labels)
            .or(() ->
                Optional.ofNullable(labelIndex.find(List.of(key)).get(key)).map(Rule.Key::labels))
            .or(() -> alert.map(Alert::labels))
            .or(() -> pipeline.look().find(key).map(found -> found.key().labels()))
            .orElseThrow(() ->
                ApiRefused.notFound(
                    "nothing is remembered of key %s: no sample of it was taken, or its condition did not hold at the last one"
                        .formatted(key)));
    RuleId id = row.map(AlertKeyRow::ruleId).orElseGet(() -> new RuleId(labels.get("rule_id")));
    return new StoredAlertKey(key, id, labels, row, alert);
  }
}
