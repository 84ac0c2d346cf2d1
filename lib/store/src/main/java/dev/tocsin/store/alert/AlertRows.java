package dev.tocsin.store.alert;

import dev.tocsin.core.identity.RuleId;
import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.label.Labels;
import dev.tocsin.core.label.Severity;
import dev.tocsin.core.unit.Unit;
import dev.tocsin.engine.alert.Alert;
import dev.tocsin.engine.alert.DedupKey;
import dev.tocsin.engine.alert.Phase;
import dev.tocsin.engine.alert.Reason;
import dev.tocsin.engine.alert.RuleFacts;
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
        row.getString("instance_id"),
        Labels.of(json.read(row.getString("labels"))),
        rule(row),
        json.read(row.getString("annotations")),
        new Alert.Firings(
            new DedupKey(row.getString("dedup_key")),
            Sql.instant(row, "started_at"),
            row.getInt("fire_count")),
        new Alert.Change(
            row.getLong("seq"),
            Phase.valueOf(constant(row, "phase")),
            Reason.valueOf(constant(row, "reason")),
            Sql.instant(row, "changed_at"),
            Optional.ofNullable(row.getObject("value", Double.class))));
  }

  private static RuleFacts rule(ResultSet row) throws SQLException {
    return new RuleFacts(
        new RuleId(row.getString("rule_id")),
        row.getString("name"),
        row.getString("description"),
        Severity.valueOf(constant(row, "severity")),
        row.getString("metric_name"),
        Optional.ofNullable(row.getString("runbook_url")),
        Optional.ofNullable(row.getString("operator")),
        Optional.ofNullable(row.getObject("threshold", Double.class)),
        Unit.find(row.getString("unit")).orElse(Unit.NONE));
  }

  private static String constant(ResultSet row, String column) throws SQLException {
    return row.getString(column).toUpperCase(Locale.ROOT);
  }
}
