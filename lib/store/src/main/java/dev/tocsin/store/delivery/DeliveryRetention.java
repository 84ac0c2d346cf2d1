package dev.tocsin.store.delivery;

import dev.tocsin.store.Sql;
import dev.tocsin.store.retention.Retained;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;

/**
 * Keeps what was delivered, skipped or given up for 30 days, breakers that stay closed and
 * receivers that are not called as long, and which events of a fingerprint have arrived for 430
 * days, longer than the evaluator keeps its numbering.
 */
@Singleton
final class DeliveryRetention implements Retained {
  private static final Duration KEPT = Duration.ofDays(30);
  private static final Duration ORDERS = Duration.ofDays(430);

  private final Sql sql;

  DeliveryRetention(Sql sql) {
    this.sql = sql;
  }

  @Override
  public String name() {
    return "delivery";
  }

  @Override
  public int sweep(Instant now) {
    return deliveries(now.minus(KEPT))
        + breakers(now.minus(KEPT))
        + statuses(now.minus(KEPT))
        + notified(now.minus(ORDERS))
        + orders(now.minus(ORDERS));
  }

  private int deliveries(Instant before) {
    return sql.of("DELETE FROM delivery WHERE state <> 'waiting' AND ended_at < ?")
        .with(before)
        .update();
  }

  private int breakers(Instant before) {
    return sql.of(
            """
            DELETE FROM circuit_breaker
            WHERE state = 'closed' AND failures = 0 AND changed_at < ?
            """)
        .with(before)
        .update();
  }

  private int statuses(Instant before) {
    return sql.of(
            """
            DELETE FROM receiver_status WHERE greatest(last_success_at, last_failure_at) < ?
            """)
        .with(before)
        .update();
  }

  private int notified(Instant before) {
    return sql.of("DELETE FROM notified_alert WHERE notified_at < ?").with(before).update();
  }

  /** Those before which nothing is missing; who holds one is about to move it. */
  private int orders(Instant before) {
    return sql.of(
            """
            DELETE FROM event_order WHERE fingerprint IN (
              SELECT fingerprint FROM event_order
              WHERE moved_at < ? AND ahead = '{}'
              FOR UPDATE SKIP LOCKED)
            """)
        .with(before)
        .update();
  }
}
