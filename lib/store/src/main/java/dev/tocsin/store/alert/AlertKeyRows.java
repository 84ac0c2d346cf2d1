package dev.tocsin.store.alert;

import com.google.protobuf.ByteString;
import dev.tocsin.core.identity.RuleId;
import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.label.Labels;
import dev.tocsin.engine.alert.AlertKeyRow;
import dev.tocsin.engine.alert.AlertKeyState;
import dev.tocsin.engine.alert.DedupKey;
import dev.tocsin.engine.alert.Phase;
import dev.tocsin.engine.cursor.PartitionId;
import dev.tocsin.store.JsonText;
import dev.tocsin.store.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** Reads rows of the table of keys. */
final class AlertKeyRows {
  private final JsonText json;

  AlertKeyRows(JsonText json) {
    this.json = json;
  }

  AlertKeyRow read(ResultSet row) throws SQLException {
    return new AlertKeyRow(
        new Fingerprint(row.getLong("fingerprint")),
        new RuleId(row.getString("rule_id")),
        partition(row),
        Labels.of(json.read(row.getString("labels"))),
        state(row),
        Optional.ofNullable(row.getBytes("past")).map(ByteString::copyFrom),
        Optional.ofNullable(row.getObject("value", Double.class)),
        Optional.ofNullable(row.getObject("alert_id", UUID.class)),
        Sql.optionalInstant(row, "due_at"),
        row.getLong("version"));
  }

  private static Optional<PartitionId> partition(ResultSet row) throws SQLException {
    String topic = row.getString("topic");
    return topic == null
        ? Optional.empty()
        : Optional.of(new PartitionId(topic, row.getInt("partition")));
  }

  private static AlertKeyState state(ResultSet row) throws SQLException {
    return new AlertKeyState(
        Phase.valueOf(row.getString("phase").toUpperCase(Locale.ROOT)),
        Sql.instant(row, "since"),
        Sql.instant(row, "last_true"),
        Sql.instant(row, "last_result"),
        Duration.ofMillis(row.getLong("result_gap_ms")),
        Sql.instant(row, "last_transition"),
        firing(row));
  }

  private static Optional<AlertKeyState.Firing> firing(ResultSet row) throws SQLException {
    if (row.getString("dedup_key") == null) {
      return Optional.empty();
    }
    return Optional.of(
        new AlertKeyState.Firing(
            Sql.instant(row, "fired_at"),
            row.getInt("fire_count"),
            new DedupKey(row.getString("dedup_key"))));
  }
}
