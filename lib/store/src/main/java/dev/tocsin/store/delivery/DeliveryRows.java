package dev.tocsin.store.delivery;

import dev.tocsin.core.delivery.ApprovalLink;
import dev.tocsin.core.delivery.Delivery;
import dev.tocsin.core.delivery.Kind;
import dev.tocsin.core.delivery.Lease;
import dev.tocsin.core.delivery.Reason;
import dev.tocsin.core.delivery.Subject;
import dev.tocsin.core.delivery.Subject.AlertEvent;
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
      deadline,
      """
          + FlushColumns.NAMES;

  private DeliveryRows() {}

  static Delivery read(ResultSet row) throws SQLException {
    return new Delivery(
        row.getObject("id", UUID.class),
        subject(row),
        row.getString("receiver"),
        reason(row),
        row.getLong("arrival"),
        row.getString("body"),
        Sql.instant(row, "created_at"),
        Sql.instant(row, "due_at"),
        Sql.instant(row, "deadline"),
        row.getInt("attempts"),
        row.getInt("redrives"),
        row.getString("detail"));
  }

  private static Subject subject(ResultSet row) throws SQLException {
    UUID event = row.getObject("event_id", UUID.class);
    return event == null
        ? FlushColumns.read(row)
        : new AlertEvent(
            event,
            row.getObject("group_id", UUID.class),
            row.getObject("alert_id", UUID.class),
            new Fingerprint(row.getLong("fingerprint")),
            row.getLong("seq"),
            kind(row),
            approval(row));
  }

  static Kind kind(ResultSet row) throws SQLException {
    return Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT));
  }

  static Reason reason(ResultSet row) throws SQLException {
    return Reason.valueOf(row.getString("reason").toUpperCase(Locale.ROOT));
  }

  private static Optional<ApprovalLink> approval(ResultSet row) throws SQLException {
    UUID run = row.getObject("run_id", UUID.class);
    return run == null
        ? Optional.empty()
        : Optional.of(
            new ApprovalLink(
                run, row.getString("parameters_hash"), Sql.instant(row, "approval_expires_at")));
  }

  /**
   * Writes new deliveries, in their order; those that are there stay as they are.
   *
   * @param lease the one under which they are sent as soon as they are there
   */
  static void insert(Sql sql, Collection<Delivery> deliveries, Optional<Lease> lease) {
    if (deliveries.isEmpty()) {
      return;
    }
    Sql.Call insert =
        sql.of(
                """
                INSERT INTO delivery (
                  id, event_id, fingerprint, alert_id, seq, kind, receiver, body, run_id,
                  parameters_hash, approval_expires_at, group_id, flush, notifies_resolved, firing,
                  resolved, open, kept_for_ms, leaving, leaving_seen, state, reason, detail,
                  attempts, redrives, created_at, due_at, deadline, ended_at, lease_id, lease_until)
                SELECT
                  id, event_id, fingerprint, alert_id, seq, kind, receiver, body, run_id,
                  parameters_hash, approval_expires_at, group_id, flush, notifies_resolved,
                  firing::bigint[], resolved::bigint[], open::bigint[], kept_for_ms,
                  leaving::bigint[], leaving_seen::timestamptz[], state, reason, detail,
                  0, 0, created_at, due_at, deadline,
                  CASE WHEN state = 'waiting' THEN NULL ELSE created_at END, lease_id, lease_until
                FROM unnest(
                  ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                  WITH ORDINALITY AS d (
                    id, receiver, body, state, reason, detail, created_at, due_at, deadline,
                    event_id, fingerprint, alert_id, seq, kind, run_id, parameters_hash,
                    approval_expires_at, group_id, flush, notifies_resolved, firing, resolved, open,
                    kept_for_ms, leaving, leaving_seen, lease_id, lease_until, queued)
                ORDER BY queued
                ON CONFLICT (id) DO NOTHING
                """)
            .each(deliveries, UUID[]::new, Delivery::id)
            .each(deliveries, String[]::new, Delivery::receiver)
            .each(deliveries, String[]::new, Delivery::body)
            .each(deliveries, String[]::new, delivery -> delivery.reason().state().code())
            .each(deliveries, String[]::new, delivery -> delivery.reason().code())
            .each(deliveries, String[]::new, Delivery::detail)
            .each(deliveries, Instant[]::new, Delivery::created)
            .each(deliveries, Instant[]::new, Delivery::dueAt)
            .each(deliveries, Instant[]::new, Delivery::deadline);
    withEvents(insert, deliveries);
    FlushColumns.with(insert, deliveries);
    insert
        .each(deliveries, UUID[]::new, delivery -> ofLease(delivery, lease, Lease::id))
        .each(deliveries, Instant[]::new, delivery -> ofLease(delivery, lease, Lease::until))
        .update();
  }

  private static <T> @Nullable T ofLease(
      Delivery delivery, Optional<Lease> lease, Function<Lease, T> column) {
    return delivery.reason() == Reason.READY ? lease.map(column).orElse(null) : null;
  }

  private static void withEvents(Sql.Call insert, Collection<Delivery> deliveries) {
    insert
        .each(deliveries, UUID[]::new, delivery -> event(delivery, AlertEvent::eventId))
        .each(deliveries, Long[]::new, delivery -> event(delivery, e -> e.fingerprint().value()))
        .each(deliveries, UUID[]::new, delivery -> event(delivery, AlertEvent::alertId))
        .each(deliveries, Long[]::new, delivery -> event(delivery, AlertEvent::seq))
        .each(deliveries, String[]::new, delivery -> event(delivery, event -> event.kind().code()))
        .each(deliveries, UUID[]::new, delivery -> approval(delivery, ApprovalLink::runId))
        .each(
            deliveries, String[]::new, delivery -> approval(delivery, ApprovalLink::parametersHash))
        .each(deliveries, Instant[]::new, delivery -> approval(delivery, ApprovalLink::expiresAt));
  }

  private static <T> @Nullable T event(Delivery delivery, Function<AlertEvent, T> column) {
    return delivery.event().map(column).orElse(null);
  }

  private static <T> @Nullable T approval(Delivery delivery, Function<ApprovalLink, T> column) {
    return delivery.event().flatMap(AlertEvent::approval).map(column).orElse(null);
  }
}
