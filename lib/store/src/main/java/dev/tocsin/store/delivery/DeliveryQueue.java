package dev.tocsin.store.delivery;

import dev.tocsin.core.delivery.Delivery;
import dev.tocsin.core.delivery.Lease;
import dev.tocsin.store.Sql;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** Deliveries whose turn it is: who takes them, and when. Rows that are locked are passed over. */
final class DeliveryQueue {
  private final Sql sql;

  DeliveryQueue(Sql sql) {
    this.sql = sql;
  }

  List<Delivery> claim(String receiver, int limit, Lease lease, Instant now) {
    List<Delivery> claimed =
        sql.of(
                """
                WITH taken AS (
                  SELECT id AS taken_id FROM delivery
                  WHERE receiver = ?
                    AND reason IN ('ready', 'retrying', 'circuit_open', 'rate_limited')
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
        .sorted(Comparator.comparing(Delivery::dueAt).thenComparingLong(Delivery::arrival))
        .toList();
  }

  void giveBack(Collection<UUID> ids, UUID lease) {
    sql.of(
            """
            UPDATE delivery SET lease_id = NULL, lease_until = NULL
            WHERE id = ANY (?) AND lease_id = ?
            """)
        .with(ids.toArray(UUID[]::new))
        .with(lease)
        .update();
  }

  int endLeases() {
    return sql.of(
            """
            UPDATE delivery SET lease_id = NULL, lease_until = NULL
            WHERE state = 'waiting' AND lease_id IS NOT NULL
            """)
        .update();
  }

  int postpone(String receiver, Instant now, Instant until) {
    return sql.of(
            """
            WITH due AS (
              SELECT id AS due_id FROM delivery
              WHERE receiver = ?
                AND reason IN ('ready', 'retrying', 'circuit_open', 'rate_limited')
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

  void putBehind(String receiver, List<UUID> ids, UUID lease, Instant from, Duration interval) {
    sql.of(
            """
            WITH put AS (
              SELECT id AS put_id, place, reason <> 'rate_limited' AS is_new,
                count(*) FILTER (WHERE reason <> 'rate_limited') OVER (ORDER BY place) AS newcomer
              FROM unnest(?) WITH ORDINALITY AS asked (id, place) JOIN delivery USING (id)
              WHERE lease_id = ?
            ), last AS (
              SELECT max(due_at) AS due_at FROM delivery
              WHERE receiver = ? AND reason = 'rate_limited' AND id <> ALL (?)
            )
            UPDATE delivery SET
              reason = 'rate_limited',
              due_at = greatest(
                ?::timestamptz + (place - 1) * pause,
                CASE WHEN is_new THEN last.due_at + newcomer * pause END),
              lease_id = NULL,
              lease_until = NULL
            FROM put, last, make_interval(secs => ?) AS pause
            WHERE id = put_id
            """)
        .with(ids.toArray(UUID[]::new))
        .with(lease)
        .with(receiver)
        .with(ids.toArray(UUID[]::new))
        .with(from)
        .with(interval.toNanos() / 1e9)
        .update();
  }

  int release(String receiver, Instant now) {
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

  /** The receivers are stepped through by the index, so that many due deliveries cost no more. */
  Map<String, Instant> due(Instant within) {
    Map<String, Instant> due = new TreeMap<>();
    sql.of(
            """
            WITH RECURSIVE names AS (
              (SELECT receiver FROM delivery
               WHERE reason IN ('ready', 'retrying', 'circuit_open', 'rate_limited')
               ORDER BY receiver LIMIT 1)
              UNION ALL
              SELECT (
                SELECT d.receiver FROM delivery d
                WHERE d.reason IN ('ready', 'retrying', 'circuit_open', 'rate_limited')
                  AND d.receiver > names.receiver
                ORDER BY d.receiver LIMIT 1)
              FROM names WHERE names.receiver IS NOT NULL
            )
            SELECT names.receiver, first.claimable_at
            FROM names CROSS JOIN LATERAL (
              SELECT greatest(due_at, lease_until) AS claimable_at
              FROM delivery
              WHERE delivery.receiver = names.receiver
                AND reason IN ('ready', 'retrying', 'circuit_open', 'rate_limited')
                AND due_at <= ?
                AND (lease_until IS NULL OR lease_until <= ?)
              ORDER BY due_at
              LIMIT 1) AS first
            """)
        .with(within)
        .with(within)
        .rows(row -> due.put(row.getString("receiver"), Sql.instant(row, "claimable_at")));
    return due;
  }
}
