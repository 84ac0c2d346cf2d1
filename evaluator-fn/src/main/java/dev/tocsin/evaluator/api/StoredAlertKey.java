package dev.tocsin.evaluator.api;

import dev.tocsin.core.identity.RuleId;
import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.label.Labels;
import dev.tocsin.engine.alert.Alert;
import dev.tocsin.engine.alert.AlertKeyRow;
import dev.tocsin.engine.alert.AlertKeyState;
import java.util.Optional;

/**
 * What is stored of an alert key.
 *
 * @param row none when the key has no state
 * @param alert its last alert; none when it never fired
 */
record StoredAlertKey(
    Fingerprint key, RuleId rule, Labels labels, Optional<AlertKeyRow> row, Optional<Alert> alert) {
  AlertKeyState state() {
    return row.map(AlertKeyRow::state).orElse(AlertKeyState.NONE);
  }
}
