package dev.tocsin.store.delivery;

import dev.tocsin.core.delivery.ApprovalLink;
import dev.tocsin.core.delivery.Delivery;
import dev.tocsin.core.delivery.Kind;
import dev.tocsin.core.delivery.QueuedDelivery;
import dev.tocsin.core.delivery.Reason;
import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.store.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** Deliveries as rows of their table. */
final class DeliveryRows {
  static final String COLUMNS =
      """
      id, arrival, event_id, fingerprint, alert_id, seq, kind, receiver, body, run_id,
      parameters_hash, approval_expires_at, reason, detail, attempts, redrives, created_at, due_at,
      deadline
      """;

  private DeliveryRows() {}

  static Delivery read(ResultSet row) throws SQLException {
    return new Delivery(
        queued(row),
        row.getObject("event_id", UUID.class),
        new Fingerprint(row.getLong("fingerprint")),
        row.getString("receiver"),
        row.getString("body"),
        approval(row),
        Sql.instant(row, "created_at"),
        Sql.instant(row, "due_at"),
        Sql.instant(row, "deadline"),
        row.getInt("attempts"),
        row.getInt("redrives"),
        row.getString("detail"));
  }

  static QueuedDelivery queued(ResultSet row) throws SQLException {
    return new QueuedDelivery(
        row.getObject("id", UUID.class),
        row.getObject("alert_id", UUID.class),
        row.getLong("seq"),
        Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
        row.getLong("arrival"),
        Reason.valueOf(row.getString("reason").toUpperCase(Locale.ROOT)));
  }

  private static Optional<ApprovalLink> approval(ResultSet row) throws SQLException {
    UUID run = row.getObject("run_id", UUID.class);
    return run == null
        ? Optional.empty()
        : Optional.of(
            new ApprovalLink(
                run, row.getString("parameters_hash"), Sql.instant(row, "approval_expires_at")));
  }
}
