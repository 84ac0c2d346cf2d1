package dev.tocsin.store.alert;

import dev.tocsin.core.identity.RuleId;
import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.label.Labels;
import dev.tocsin.core.label.Severity;
import dev.tocsin.engine.alert.Alert;
import dev.tocsin.engine.alert.DedupKey;
import dev.tocsin.engine.alert.Phase;
import dev.tocsin.engine.alert.Reason;
import dev.tocsin.store.JsonText;
import dev.tocsin.store.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** Reads rows of the table of alerts. */
final class AlertRows {
  private final JsonText json;

  AlertRows(JsonText json) {
    this.json = json;
  }

  Alert read(ResultSet row) throws SQLException {
    return new Alert(
        row.getObject("id", UUID.class),
        new Fingerprint(row.getLong("fingerprint")),
        new DedupKey(row.getString("dedup_key")),
        new RuleId(row.getString("rule_id")),
        row.getString("name"),
        row.getString("description"),
        Severity.valueOf(constant(row, "severity")),
        row.getString("metric_name"),
        row.getString("instance_id"),
        Labels.of(json.read(row.getString("labels"))),
        json.read(row.getString("annotations")),
        Optional.ofNullable(row.getString("runbook_url")),
        Optional.ofNullable(row.getString("operator")),
        Optional.ofNullable(row.getObject("threshold", Double.class)),
        Phase.valueOf(constant(row, "phase")),
        Reason.valueOf(constant(row, "reason")),
        Sql.instant(row, "started_at"),
        Sql.instant(row, "changed_at"),
        Optional.ofNullable(row.getObject("value", Double.class)),
        row.getInt("fire_count"),
        row.getLong("seq"));
  }

  private static String constant(ResultSet row, String column) throws SQLException {
    return row.getString(column).toUpperCase(Locale.ROOT);
  }
}
