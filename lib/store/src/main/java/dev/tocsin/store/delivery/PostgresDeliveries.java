package dev.tocsin.store.delivery;

import dev.tocsin.core.delivery.AttemptResult;
import dev.tocsin.core.delivery.Deliveries;
import dev.tocsin.core.delivery.Delivery;
import dev.tocsin.core.delivery.DeliverySequence;
import dev.tocsin.core.delivery.Lease;
import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.outbox.Transactions;
import dev.tocsin.store.Sql;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Deliveries as a table. Locks are taken sequence first, then delivery; a transaction that holds no
 * sequence skips the deliveries that are locked.
 */
@Singleton
public final class PostgresDeliveries implements Deliveries {
  private final Sql sql;
  private final Transactions transactions;
  private final DeliverySequences sequences;

  public PostgresDeliveries(Sql sql, Transactions transactions) {
    this.sql = sql;
    this.transactions = transactions;
    this.sequences = new DeliverySequences(sql);
  }

  @Override
  public List<DeliverySequence> lock(Collection<Fingerprint> fingerprints) {
    return transactions.inOne(() -> sequences.lock(fingerprints));
  }

  @Override
  public Set<UUID> notified(Collection<UUID> alerts) {
    return new HashSet<>(
        sql.of("SELECT alert_id FROM notified_alert WHERE alert_id = ANY (?)")
            .with(alerts.toArray(UUID[]::new))
            .rows(row -> row.getObject("alert_id", UUID.class)));
  }

  @Override
  public void save(Collection<DeliverySequence.Step> steps, Instant now, Instant newDeadline) {
    transactions.inOne(() -> {
      sequences.save(steps, now, newDeadline);
      return steps.size();
    });
  }

  @Override
  public void add(Collection<Delivery> deliveries) {
    DeliveryRows.insert(sql, deliveries);
  }

  @Override
  public void record(Collection<AttemptResult> results, UUID lease, Instant now) {
    if (results.isEmpty()) {
      return;
    }
    sql.of(
            """
            UPDATE delivery SET
              reason = v.reason,
              state = v.state,
              detail = v.detail,
              attempts = attempts + CASE WHEN v.attempted THEN 1 ELSE 0 END,
              due_at = CASE WHEN v.state = 'waiting' THEN v.due_at ELSE delivery.due_at END,
              ended_at = CASE WHEN v.state = 'waiting' THEN NULL ELSE ?::timestamptz END,
              lease_id = NULL,
              lease_until = NULL
            FROM unnest(?, ?, ?, ?, ?, ?) AS v (id, reason, state, detail, attempted, due_at)
            WHERE delivery.id = v.id
              AND delivery.state = 'waiting'
              AND (v.state <> 'waiting' OR lease_id = ?)
            """)
        .with(now)
        .each(results, UUID[]::new, AttemptResult::id)
        .each(results, String[]::new, result -> result.reason().code())
        .each(results, String[]::new, result -> result.reason().state().code())
        .each(results, String[]::new, AttemptResult::detail)
        .each(results, Boolean[]::new, AttemptResult::attempted)
        .each(results, Instant[]::new, AttemptResult::dueAt)
        .with(lease)
        .update();
  }

  @Override
  public List<Delivery> claim(String receiver, int limit, Lease lease, Instant now) {
    List<Delivery> claimed =
        sql.of(
                """
                WITH taken AS (
                  SELECT id AS taken_id FROM delivery
                  WHERE receiver = ?
                    AND reason IN ('ready', 'retrying', 'circuit_open')
                    AND due_at <= ? AND deadline > ?
                    AND (lease_until IS NULL OR lease_until <= ?)
                  ORDER BY due_at, arrival
                  LIMIT ?
                  FOR UPDATE SKIP LOCKED
                )
                UPDATE delivery SET lease_id = ?, lease_until = ?
                FROM taken
                WHERE id = taken_id
                RETURNING
                """
                    + DeliveryRows.COLUMNS)
            .with(receiver)
            .with(now)
            .with(now)
            .with(now)
            .with(limit)
            .with(lease.id())
            .with(lease.until())
            .rows(DeliveryRows::read);
    return claimed.stream()
        .sorted(
            Comparator.comparing(Delivery::dueAt)
                .thenComparingLong(delivery -> delivery.queued().arrival()))
        .toList();
  }

  @Override
  public void giveBack(Collection<UUID> ids, UUID lease) {
    sql.of(
            """
            UPDATE delivery SET lease_id = NULL, lease_until = NULL
            WHERE id = ANY (?) AND lease_id = ?
            """)
        .with(ids.toArray(UUID[]::new))
        .with(lease)
        .update();
  }

  @Override
  public int postpone(String receiver, Instant now, Instant until) {
    return sql.of(
            """
            WITH due AS (
              SELECT id AS due_id FROM delivery
              WHERE receiver = ?
                AND reason IN ('ready', 'retrying', 'circuit_open')
                AND due_at <= ?
                AND (lease_until IS NULL OR lease_until <= ?)
              FOR UPDATE SKIP LOCKED
            )
            UPDATE delivery
            SET due_at = ?, reason = 'circuit_open', lease_id = NULL, lease_until = NULL
            FROM due
            WHERE id = due_id
            """)
        .with(receiver)
        .with(now)
        .with(now)
        .with(until)
        .update();
  }

  @Override
  public int release(String receiver, Instant now) {
    return sql.of(
            """
            WITH held AS (
              SELECT id AS held_id FROM delivery
              WHERE receiver = ? AND reason = 'circuit_open' AND due_at > ?
              FOR UPDATE SKIP LOCKED
            )
            UPDATE delivery SET due_at = ? FROM held WHERE id = held_id
            """)
        .with(receiver)
        .with(now)
        .with(now)
        .update();
  }

  @Override
  public Optional<Instant> nextDue(String receiver, Instant within) {
    return sql.of(
            """
            SELECT greatest(due_at, lease_until) AS claimable_at
            FROM delivery
            WHERE receiver = ?
              AND reason IN ('ready', 'retrying', 'circuit_open')
              AND due_at <= ?
              AND (lease_until IS NULL OR lease_until <= ?)
            ORDER BY due_at
            LIMIT 1
            """)
        .with(receiver)
        .with(within)
        .with(within)
        .first(row -> Sql.instant(row, "claimable_at"));
  }

  @Override
  public List<Delivery> expired(Instant now, int limit) {
    return sql.of(
            "SELECT "
                + DeliveryRows.COLUMNS
                + """
                FROM delivery
                WHERE state = 'waiting' AND deadline <= ?
                  AND (lease_until IS NULL OR lease_until <= ?)
                ORDER BY deadline
                LIMIT ?
                """)
        .with(now)
        .with(now)
        .with(limit)
        .rows(DeliveryRows::read);
  }

  @Override
  public Optional<Delivery> find(UUID id) {
    return sql.of("SELECT " + DeliveryRows.COLUMNS + " FROM delivery WHERE id = ?")
        .with(id)
        .first(DeliveryRows::read);
  }

  @Override
  public boolean revive(UUID id, Instant now, Instant newDeadline) {
    return sql.of(
                """
                UPDATE delivery SET
                  state = 'waiting', reason = 'awaits_predecessor', attempts = 0,
                  redrives = redrives + 1, due_at = ?, deadline = ?, ended_at = NULL
                WHERE id = ? AND state = 'dead' AND kind <> 'unreadable'
                """)
            .with(now)
            .with(newDeadline)
            .with(id)
            .update()
        > 0;
  }

  @Override
  public int waiting() {
    return sql.of("SELECT count(*)::int AS waiting FROM delivery WHERE state = 'waiting'")
        .first(row -> row.getInt("waiting"))
        .orElse(0);
  }
}
