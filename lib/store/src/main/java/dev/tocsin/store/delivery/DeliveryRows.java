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
import java.time.Instant;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

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

  /** Writes new deliveries, in their order; those that are there stay as they are. */
  static void insert(Sql sql, Collection<Delivery> deliveries) {
    if (deliveries.isEmpty()) {
      return;
    }
    sql.of(
            """
            INSERT INTO delivery (
              id, event_id, fingerprint, alert_id, seq, kind, receiver, body, run_id,
              parameters_hash, approval_expires_at, state, reason, detail, attempts, redrives,
              created_at, due_at, deadline, ended_at)
            SELECT
              id, event_id, fingerprint, alert_id, seq, kind, receiver, body, run_id,
              parameters_hash, approval_expires_at, state, reason, detail, 0, 0,
              created_at, due_at, deadline,
              CASE WHEN state = 'waiting' THEN NULL ELSE created_at END
            FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) WITH ORDINALITY AS d (
              id, event_id, fingerprint, alert_id, seq, kind, receiver, body, run_id,
              parameters_hash, approval_expires_at, state, reason, detail,
              created_at, due_at, deadline, queued)
            ORDER BY queued
            ON CONFLICT (id) DO NOTHING
            """)
        .each(deliveries, UUID[]::new, Delivery::id)
        .each(deliveries, UUID[]::new, Delivery::eventId)
        .each(deliveries, Long[]::new, delivery -> delivery.fingerprint().value())
        .each(deliveries, UUID[]::new, delivery -> delivery.queued().alertId())
        .each(deliveries, Long[]::new, delivery -> delivery.queued().seq())
        .each(deliveries, String[]::new, delivery -> delivery.queued().kind().code())
        .each(deliveries, String[]::new, Delivery::receiver)
        .each(deliveries, String[]::new, Delivery::body)
        .each(deliveries, UUID[]::new, delivery -> approval(delivery, ApprovalLink::runId))
        .each(
            deliveries, String[]::new, delivery -> approval(delivery, ApprovalLink::parametersHash))
        .each(deliveries, Instant[]::new, delivery -> approval(delivery, ApprovalLink::expiresAt))
        .each(deliveries, String[]::new, delivery -> delivery.reason().state().code())
        .each(deliveries, String[]::new, delivery -> delivery.reason().code())
        .each(deliveries, String[]::new, Delivery::detail)
        .each(deliveries, Instant[]::new, Delivery::created)
        .each(deliveries, Instant[]::new, Delivery::dueAt)
        .each(deliveries, Instant[]::new, Delivery::deadline)
        .update();
  }

  private static <T> @Nullable T approval(Delivery delivery, Function<ApprovalLink, T> column) {
    return delivery.approval().map(column).orElse(null);
  }
}
